/**
 * An archive as a trail delivers it, made from a seed: the same seed and numbers give the same bytes. Nothing in it is
 * anybody's; what it holds is spread as real trails are.
 */
import {Buffer} from 'node:buffer';
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {drawSession, type Session} from './callers.ts';
import {callOf, type Call} from './catalogue.ts';
import {drawCall} from './draw-calls.ts';
import {randomOf, type Random, Weighted} from './random.ts';
import {recordOf} from './record.ts';

/** Grows when the same seed gives something else: what an older one left behind is made anew. */
const version = 1;

export type ArchivePlan = {
  readonly seed: number;
  readonly events: number;
  readonly files: number;
  /** Bytes of JSON in all, about. */
  readonly bytes: number;
};

export type MadeArchive = ArchivePlan & {
  /** The folder to open. */
  readonly folder: string;
  /** What was made in truth: bytes of JSON, and of the files. */
  readonly unpacked: number;
  readonly packed: number;
};

/** The size of an archive of real records that the figures were first taken from. */
export const wholePlan: ArchivePlan = {seed: 1, events: 336_000, files: 169, bytes: 471_000_000};

const start = Date.UTC(2026, 10, 15);
const days = 7;
const ms = {second: 1000, minute: 60_000, day: 86_400_000} as const;

const regions = new Weighted<string>([
  ['us-east-1', 56],
  ['eu-west-1', 20],
  ['us-west-2', 12],
  ['eu-central-1', 6],
  ['ap-southeast-2', 4],
  ['ap-northeast-1', 2],
]);

const pack = promisify(gzip);

/** The folder in which archives are kept from one run of the benches to the next. */
export function defaultFolder({seed, events}: ArchivePlan): string {
  return path.join(tmpdir(), `trailtop-bench-${seed}-${events}`);
}

/** Makes the archive below a folder, or finds that it is there. The folder must hold nothing else. */
export async function makeArchive(
  plan: ArchivePlan = wholePlan,
  folder: string = defaultFolder(plan),
): Promise<MadeArchive> {
  const marker = path.join(folder, 'made.json');
  const wanted = JSON.stringify({version, ...plan});
  const made = await readMarker(marker, wanted);
  if (made) {
    return made;
  }

  const trail = path.join(folder, 'trail');
  await rm(trail, {recursive: true, force: true});
  let [unpacked, packed] = [0, 0];
  let writing: Promise<number> = Promise.resolve(0);
  for (const {at, ...file} of filesOf(plan)) {
    const bytes = Buffer.from(contentOf(plan, file));
    unpacked += bytes.length;
    // While one file is packed the next one is made.
    packed += await writing;
    writing = writePacked(path.join(trail, at), bytes);
  }

  packed += await writing;
  const result: MadeArchive = {...plan, folder: trail, unpacked, packed};
  await writeFile(marker, JSON.stringify({wanted, result}));
  return result;
}

/** Resolves with the size of the file. */
async function writePacked(file: string, bytes: Buffer): Promise<number> {
  const content = await pack(bytes, {level: 6});
  await mkdir(path.dirname(file), {recursive: true});
  await writeFile(file, content);
  return content.length;
}

async function readMarker(marker: string, wanted: string): Promise<MadeArchive | undefined> {
  try {
    const found = JSON.parse(await readFile(marker, 'utf8')) as {
      wanted: string;
      result: MadeArchive;
    };
    return found.wanted === wanted ? found.result : undefined;
  } catch {
    return undefined;
  }
}

type File = {
  readonly index: number;
  readonly region: string;
  readonly events: number;
  readonly since: number;
  readonly until: number;
};

/** The files of the trail, each with its time and its place in the delivery tree. */
function filesOf({seed, files, events}: ArchivePlan): ReadonlyArray<File & {readonly at: string}> {
  const random = randomOf(seed, 0);
  const drawn = Array.from({length: files}, () => regions.draw(random));
  const counts = new Map<string, number>();
  const done = new Map<string, number>();
  for (const region of drawn) {
    counts.set(region, (counts.get(region) ?? 0) + 1);
  }

  return drawn.map((region, index) => {
    const nth = done.get(region) ?? 0;
    done.set(region, nth + 1);
    const span = (days * ms.day) / (counts.get(region) ?? 1);
    const [since, until] = [start + nth * span, start + (nth + 1) * span];
    const count = Math.floor(((index + 1) * events) / files) - Math.floor((index * events) / files);
    const delivered = new Date(until + 5 * ms.minute).toISOString();
    const stamp = `${delivered.slice(0, 16).replaceAll(/[\-:]/gv, '')}Z`;
    const name = `123456789012_CloudTrail_${region}_${stamp}_${random.letters(16)}.json.gz`;
    const day = delivered.slice(0, 10).replaceAll('-', '/');
    const at = `AWSLogs/123456789012/CloudTrail/${region}/${day}/${name}`;
    return {index, region, events: count, since, until, at};
  });
}

/** One file's JSON. Records come in the order in which they were delivered: nearly that of time. */
function contentOf(plan: ArchivePlan, file: Omit<File, 'at'>): string {
  const random = randomOf(plan.seed, 1, file.index);
  const mean = plan.bytes / plan.events;
  const records: Array<{readonly order: number; readonly text: string}> = [];
  let length = 0;
  while (records.length < file.events) {
    for (const {call, session, time} of visit(random, file)) {
      if (records.length === file.events) {
        break;
      }

      const behind = mean * (records.length + 1) - length;
      const stretch = Math.max(0.2, Math.min(8, 1 + behind / 20_000));
      const situation = {random, call, session, region: file.region, time, stretch};
      const text = JSON.stringify(recordOf(situation));
      length += text.length + 1;
      const late = random.chance(0.03) ? random.wait(5 * ms.minute) : random.wait(20 * ms.second);
      records.push({order: time + late, text});
    }
  }

  records.sort((a, b) => a.order - b.order);
  return `{"Records":[${records.map(({text}) => text).join(',')}]}`;
}

type Made = {readonly call: Call; readonly session: Session; readonly time: number};

/**
 * One use of a key: some calls, a few of them in one second.
 *
 * @yields The calls in their order.
 */
function* visit(random: Random, {region, since, until}: File | Omit<File, 'at'>): Generator<Made> {
  let time = since + random.next() * (until - since);
  const session = drawSession(random, time);
  const calls = 1 + Math.floor(random.wait(session.habit === 'running' ? 6 : 16));
  // Scripts make their calls at once, people one after the other.
  const pause = session.isConsole
    ? 15 * ms.second
    : random.pick([200, 20 * ms.second, 2 * ms.minute]);
  if (session.isConsole && region === 'us-east-1' && session.role === '') {
    yield {call: callOf('signin', 'ConsoleLogin', false), session, time};
  }

  let call = drawCall(random, session.habit, region);
  for (let made = 0; made < calls && time < until; made++) {
    yield {call, session, time};
    time += random.wait(pause);
    call = random.chance(0.45) ? call : drawCall(random, session.habit, region);
  }
}
