import {StringDecoder} from 'node:string_decoder';
import {type Piece} from '../core/save/pieces.ts';
import {RecordedIds} from '../core/save/recorded-ids.ts';
import {type Recording} from '../core/state/recording.ts';
import {codeOf, faultWords} from './faults.ts';
import {openGrowing, type GrowingFile, type Opener} from './safe-file.ts';
import {writePieces} from './write-pieces.ts';

/** Where records come from: whoever asks gets what has come since, each once. */
export type RecordSource = {
  /** Records that are not taken yet, except those that are known; it ends where there is no more for now. */
  readonly pieces: (isKnown: (id: string) => boolean) => Generator<Piece, void>;
  /** The file has gone: what is still here is to be written again. */
  readonly again: () => void;
  /** Records that are not taken yet. */
  readonly left: () => number;
};

export type RecorderOptions = {
  /** As the person names it. */
  readonly path: string;
  readonly source: RecordSource;
  readonly tell: (recording: Recording) => void;
  /** ms on a clock that only goes forward. */
  readonly now: () => number;
  /** Calls a function after so many ms; the returned function takes that back. */
  readonly schedule: (call: () => void, ms: number) => () => void;
  readonly opener?: Opener;
};

/** What the disk does not take is offered again after so many ms. */
const retryAfter = 5000;

/** A program that ends gives what is still to be written so many ms. */
const longestEnd = 500;

/** Opens the file of a recording. Throws an Error whose message says why that is not possible. */
export async function openRecording(path: string, opener?: Opener): Promise<GrowingFile> {
  let file: GrowingFile;
  try {
    file = await openGrowing(path, opener);
  } catch (error) {
    const isLink = ['ELOOP', 'EMLINK'].includes(codeOf(error));
    const words = isLink ? 'that is a link, and links are never followed' : faultWords(error);
    throw new Error(words, {cause: error});
  }

  try {
    const {fault} = await readIds(file, true);
    if (fault !== '') {
      throw new Error(`${fault}: name another file`);
    }

    // Only now is it known for a recording.
    await file.protect();
    return file;
  } catch (error) {
    await file.close();
    throw new Error(faultWords(error), {cause: error});
  }
}

/** What a file holds already; of one that is only to be recognised no more than its first line is read. */
async function readIds(file: GrowingFile, isFirstLineEnough = false): Promise<RecordedIds> {
  const ids = new RecordedIds();
  const decoder = new StringDecoder('utf8');
  for await (const bytes of file.read()) {
    ids.take(decoder.write(bytes));
    if (ids.fault !== '' || (isFirstLineEnough && ids.isToldApart)) {
      return ids;
    }
  }

  ids.end();
  return ids;
}

/** Adds records to a file as they come. */
export class Recorder {
  readonly #options: RecorderOptions;
  #file: GrowingFile;
  #ids: RecordedIds | undefined;
  #before: number | undefined;
  #events = 0;
  #problem = '';
  #running: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;
  #cancelRetry: (() => void) | undefined;
  readonly #stop = new AbortController();

  constructor(options: RecorderOptions, file: GrowingFile) {
    this.#options = options;
    this.#file = file;
  }

  /** Something may have come. */
  look(): void {
    this.#isWanted = true;
    if (!this.#isStopped && this.#cancelRetry === undefined) {
      this.#running ??= this.#run();
    }
  }

  /** Resolves when all that has come is on the disk, or cannot get there for now. */
  async idle(): Promise<void> {
    this.look();
    while (this.#running) {
      // eslint-disable-next-line no-await-in-loop -- something more may have come meanwhile
      await this.#running;
    }
  }

  get problem(): string {
    return this.#problem;
  }

  /**
   * Ends it at once; what has come and is not written yet is written now, as far as that is quick. Returns how many
   * records have come and are left out.
   */
  stop(): number {
    if (this.#isStopped) {
      return 0;
    }

    this.#isStopped = true;
    this.#stop.abort();
    this.#cancelRetry?.();
    const left = this.#writeRest();
    void this.#close();
    return left;
  }

  /** Returns how many records are not written. */
  #writeRest(): number {
    const {source, now} = this.#options;
    const end = now() + longestEnd;
    const isKnown = (id: string) => this.#ids?.has(id) ?? false;
    let text = '';
    let events = 0;
    for (const piece of source.pieces(isKnown)) {
      text += piece.text;
      events += piece.events;
      if (now() > end) {
        break;
      }
    }

    try {
      this.#file.writeAtOnce(text);
      return source.left();
    } catch {
      return source.left() + events;
    }
  }

  async #close(): Promise<void> {
    await this.#running;
    try {
      await this.#file.close();
    } catch {
      // It cannot be used any more in either case.
    }
  }

  async #run(): Promise<void> {
    try {
      while (this.#isWanted && !this.#isStopped) {
        this.#isWanted = false;
        // eslint-disable-next-line no-await-in-loop -- one after the other
        await this.#write();
      }
    } catch (error) {
      if (!this.#isStopped) {
        this.#retryLater(error);
      }
    } finally {
      this.#running = undefined;
    }
  }

  async #write(): Promise<void> {
    const {source, now} = this.#options;
    if (!(await this.#file.isThere())) {
      await this.#openAgain();
    }

    const ids = this.#ids ?? (await this.#learn());
    // Also when nothing has come: the disk may have refused something before.
    const events = await writePieces(
      this.#file,
      source.pieces((id) => ids.has(id)),
      {signal: this.#stop.signal, now, onProgress: () => undefined},
    );
    await this.#file.flush();
    this.#events += events;
    if (events > 0 || this.#problem !== '') {
      this.#say('');
    }
  }

  /** What is in the file already is not written again; a line that was cut off gets its end. */
  async #learn(): Promise<RecordedIds> {
    const ids = await readIds(this.#file);
    if (ids.isCut) {
      await this.#file.write('\n');
    }

    this.#ids = ids;
    this.#before = ids.count;
    this.#say(this.#problem);
    return ids;
  }

  /** It was removed or moved: what is known goes to a new file of that name. */
  async #openAgain(): Promise<void> {
    const {path, opener, source} = this.#options;
    this.#say('the file was moved or removed: a new one is begun');
    const file = await openRecording(path, opener);
    const gone = this.#file;
    this.#file = file;
    this.#ids = undefined;
    source.again();
    await gone.close();
  }

  #retryLater(error: unknown): void {
    this.#say(`${faultWords(error)}; it is tried again, and what was loaded is kept for it`);
    this.#cancelRetry = this.#options.schedule(() => {
      this.#cancelRetry = undefined;
      this.look();
    }, retryAfter);
  }

  #say(problem: string): void {
    this.#problem = problem;
    if (!this.#isStopped) {
      const {path, tell} = this.#options;
      tell({path, events: this.#events, before: this.#before, problem});
    }
  }
}
