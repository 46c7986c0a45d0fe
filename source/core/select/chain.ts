import {asciiSigns, keyEnds, unicodeSigns} from '../reading/phrase.ts';
import {lastPart} from '../reading/arn.ts';
import {type Rect} from '../layout.ts';
import {pushedAll} from '../loading/passes.ts';
import {loadedBack} from '../loading/reach.ts';
import {type ChainLink} from '../pivots/chain.ts';
import {callerKey} from '../pivots/minted.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {openedChain} from '../state/pivot-chain.ts';
import {presentOf, zoneOf, type State} from '../state/model.ts';
import {fit, repeat, wrapWords} from '../text.ts';
import {
  formatClock,
  formatDate,
  formatMinute,
  formatMonthDay,
  sameDay,
  type Zone,
} from '../time.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';

/** Deeper than this a link is drawn no further to the right: only a forged trail goes on and on. */
const deepestIndent = 12;

/** The chain of an access key, over both panes: a line for each key, from the first caller down. */
export function selectChain(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'chain') {
    return [];
  }

  const inside = rect.width - 2;
  const {links, isCut} = openedChain(state);
  const words = [
    ...missingWords(state),
    ...(isCut ? [t`there is more: only the first ${grouped(links.length)} keys are shown`] : []),
  ];
  const notes = words.flatMap((sentence) =>
    wrapWords(sentence, inside - 2).map((part): Line => [span(t` ${part}`, 'warn')]),
  );
  const height = Math.max(1, rect.height - 3 - (notes.length > 0 ? notes.length + 1 : 0));
  const top = Math.max(0, Math.min(overlay.selected - height + 1, links.length - height));
  const columns = columnsFor(state, inside);
  const lines = links
    .slice(top, top + height)
    .map((link, index) => linkLine(state, link, columns, top + index === overlay.selected));
  const minted = links.filter(({row}) => row !== undefined).length;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Chain of ${safe(overlay.key, {ascii})}`, 'title')],
      corner: [span(minted === 1 ? t`1 key minted` : t`${grouped(minted)} keys minted`, 'dim')],
      hasFocus: true,
      ascii,
    },
    [headerLine(columns, ascii), ...lines, ...(notes.length > 0 ? [[], ...notes] : [])],
  );
}

type Columns = {
  readonly time: number;
  readonly who: number;
  readonly call: number;
  readonly role: number;
  readonly hasDate: boolean;
  readonly hasYear: boolean;
  readonly isWide: boolean;
  readonly hasWords: boolean;
};

const lead = 3;
const gap = 2;
/** The sign of the key that was asked for, and where there is room its words. */
const noteCells = {wide: 13, narrow: 4} as const;

/**
 * TIME, WHO and ROLE have what they need; EVENT, KEY, which is indented, takes the rest. Where it is narrow, the role
 * stands behind the key.
 */
function columnsFor(state: State, cells: number): Columns {
  const zone = zoneOf(state);
  const times = openedChain(state)
    .links.map(({row}) => state.store.time(row ?? -1))
    .filter((time) => Number.isFinite(time));
  const hasDate = times.length > 0 && !sameDay(Math.min(...times), presentOf(state), zone);
  const hasYear =
    hasDate && times.some((each) => yearOf(each, zone) !== yearOf(presentOf(state), zone));
  const time = hasYear ? 16 : hasDate ? 11 : 8;
  const isWide = cells >= 110;
  const hasWords = cells >= 70;
  const who = isWide ? 22 : hasWords ? 14 : 10;
  const note = noteCells[hasWords ? 'wide' : 'narrow'];
  const role = isWide ? 20 : 0;
  const gaps = (isWide ? 3 : 2) * gap;
  const call = Math.max(10, cells - lead - time - who - role - note - gaps);
  return {time, who, call, role, hasDate, hasYear, isWide, hasWords};
}

function headerLine({time, who, call, role, isWide}: Columns, ascii: boolean): Line {
  const blank = repeat(t` `, gap);
  const names = [
    fit(t`TIME`, time),
    fit(t`WHO`, who),
    fit(isWide ? t`EVENT, KEY` : t`EVENT, KEY, ROLE`, call, ascii),
    ...(isWide ? [fit(t`ROLE`, role)] : []),
  ];
  return [span(t`${repeat(t` `, lead)}${joinSafe(names, blank)}`, 'dim')];
}

function linkLine(state: State, link: ChainLink, columns: Columns, isSelected: boolean): Line {
  const {ascii, store} = state;
  const blank = repeat(t` `, gap);
  const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
  const role = roleOf(store, link, ascii);
  const call = callOf(state, link, columns.isWide);
  const cells = [
    fit(timeOf(state, link, columns), columns.time, ascii),
    fit(whoOf(state, link), columns.who, ascii),
    fit(columns.isWide ? call : t`${call} ${role}`, columns.call, ascii),
    ...(columns.isWide ? [fit(role, columns.role, ascii)] : []),
  ];
  const text = t` ${mark} ${joinSafe(cells, blank)}`;
  const words = columns.hasWords ? t` this key` : t``;
  const note = link.isAsked ? t`${blank}${ascii ? t`<` : t`◂`}${words}` : t``;
  return isSelected
    ? [span(fit(t`${text}${note}`, state.size.columns - 2, ascii), 'cursor')]
    : [span(text), span(note, 'strong')];
}

function yearOf(time: number, zone: Zone): string {
  return formatDate(time, zone).slice(0, 4);
}

function timeOf(state: State, {row}: ChainLink, {hasDate, hasYear}: Columns): SafeText {
  if (row === undefined) {
    return t`-`;
  }

  const [time, zone] = [state.store.time(row), zoneOf(state)];
  return hasDate
    ? t`${hasYear ? formatDate(time, zone) : formatMonthDay(time, zone)} ${formatMinute(time, zone)}`
    : formatClock(time, zone);
}

/** Who made the call; of a first key, who used it. */
function whoOf(state: State, {key, row}: ChainLink): SafeText {
  const {store, ascii, overlay} = state;
  const used = [
    ...openedChain(state).links.slice(0, 2),
    overlay?.kind === 'chain' ? overlay : {row},
  ]
    .map((each) => each.row)
    .find((each) => each !== undefined && callerKey(store, each) === key);
  const sentence = store.sentence(row ?? used ?? -1, ascii ? asciiSigns : unicodeSigns);
  return safe(sentence?.who ?? '', {ascii});
}

/** `└ AssumeRole → ASIA…`, further to the right with each link. */
function callOf({store, ascii}: State, {key, row, depth}: ChainLink, isWide: boolean): SafeText {
  const signs = ascii ? asciiSigns : unicodeSigns;
  const shown = safe(isWide ? key : keyEnds(key, signs), {ascii});
  const indent = repeat(t`  `, Math.min(deepestIndent, Math.max(0, depth - 1)));
  if (row === undefined) {
    return shown;
  }

  const branch = depth === 0 ? t`` : ascii ? t`\\ ` : t`└ `;
  const name = safe(store.field(row, 'name')[0] ?? '', {ascii});
  return t`${indent}${branch}${name} ${ascii ? t`->` : t`→`} ${shown}`;
}

function roleOf(store: State['store'], {row}: ChainLink, ascii: boolean): SafeText {
  const [role = ''] = row === undefined ? [] : store.field(row, 'requestParameters.roleArn');
  return safe(lastPart(role), {ascii});
}

/** What is not known of the first key, and where it may be found. */
function missingWords(state: State): readonly SafeText[] {
  const {overlay, store, ascii, mode} = state;
  const {links, unminted} = openedChain(state);
  if (overlay?.kind !== 'chain' || unminted === undefined) {
    return [];
  }

  const key = safe(unminted, {ascii});
  const used = links.find(({row}) => row !== undefined)?.row ?? overlay.row;
  if (store.field(used, 'sessionCredentialFromConsole')[0] === 'true') {
    return [
      t`${key} is of a console session: signing in hands it out, and no record names it (L shows the sign-ins)`,
    ];
  }

  const what = unminted.startsWith('AKIA')
    ? t`the CreateAccessKey that made`
    : t`the call that minted`;
  const before = t`before ${loadedSince(state)}`;
  return [
    mode === 'live'
      ? t`${what} ${key} is not among the loaded events: R looks in every region; it may be ${before}`
      : t`${what} ${key} is not among the loaded events: it may be ${before}, or in files that are not open`,
  ];
}

/** Where the loaded events begin: live, from when on everything is loaded, since AssumeRole is no write. */
function loadedSince(state: State): SafeText {
  const {store, mode} = state;
  const zone = zoneOf(state);
  const since =
    (mode === 'live' ? loadedBack(state, [pushedAll]) : undefined) ?? store.extent?.since;
  if (since === undefined) {
    return t`what is loaded`;
  }

  const day = sameDay(since, presentOf(state), zone) ? t`` : t`${formatDate(since, zone)} `;
  return t`${day}${formatMinute(since, zone)} ${zone.label}`;
}
