import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {isInstance, seriesLabel} from '../metric/choice.ts';
import {isInstanceId} from '../reading/instances.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {type BeforeAnswer, type BeforeCall} from '../spike/before.ts';
import {belongingKinds, type BelongingKind} from '../spike/belongings.ts';
import {type ScorePart} from '../spike/score.ts';
import {machineOf} from '../state/before.ts';
import {zoneOf, type State} from '../state/model.ts';
import {formatDuration} from '../time.ts';
import {completenessWords, stretch} from './before-loaded.ts';
import {grouped} from './numbers.ts';

const belongingWords: Readonly<Record<BelongingKind, SafeText>> = {
  group: t`Auto Scaling group`,
  template: t`launch template`,
  configuration: t`launch configuration`,
  stack: t`stack`,
  fleet: t`fleet`,
  volume: t`volume`,
  interface: t`network interface`,
  role: t`role`,
  profile: t`instance profile`,
  security: t`security group`,
  image: t`image`,
};

/** The words of a score, those of the greatest weight first; where room is short the time is left to its column. */
export function scoreWords(state: State, call: BeforeCall, isShort: boolean): readonly SafeText[] {
  const words = call.parts
    .filter((part) => !isShort || part.kind !== 'time' || part.before <= 0)
    .map((part) => partWords(part, state));
  // Of one key it is told once, at the call that may explain the change.
  const isTold = call.parts.some(({kind}) => kind === 'sameKey');
  const mint = isTold ? [] : mintWords(state, call);
  const by =
    call.through === ''
      ? []
      : [t`made by ${safe(call.through, {ascii: state.ascii})}: no call behind it is loaded`];
  return [...words, ...by, ...mint];
}

function partWords(part: ScorePart, state: State): SafeText {
  const {ascii, overlay} = state;
  const asked = overlay?.kind === 'before' ? overlay : undefined;
  switch (part.kind) {
    case 'names': {
      const word = asked ? machineOf(state, asked).id : '';
      return asked && isInstance(word) && !isInstanceId(word)
        ? t`names ${safe(word, {ascii})}`
        : t`names this instance`;
    }

    case 'belongs': {
      return t`names its ${belongingWords[part.what]} ${safe(part.name, {ascii})}`;
    }

    case 'behind': {
      const more = part.calls > 1 ? t` and ${part.calls - 1} more` : t``;
      return t`behind ${safe(part.name, {ascii})}${more} of ${safe(part.through, {ascii})}`;
    }

    case 'chain': {
      return t`its key made ${safe(part.name, {ascii})}`;
    }

    case 'sameKey': {
      return t`with the key that made ${safe(part.name, {ascii})}`;
    }

    case 'failed': {
      return t`failed: changed nothing`;
    }

    case 'denied': {
      return t`denied: changed nothing`;
    }

    case 'dryrun': {
      return t`a dry run: changed nothing`;
    }

    case 'labels': {
      return t`only labels, logs or watches`;
    }

    case 'byItself': {
      return t`made by the instance itself`;
    }

    case 'time': {
      return part.before > 0
        ? t`${formatDuration(part.before)} before`
        : asked?.how === 'moment'
          ? t`in the same second`
          : t`as it begins`;
    }

    default: {
      return safe(part.kind);
    }
  }
}

/** `key from AssumeRole by kim 4m49s earlier`: where the session that made the call came from. */
function mintWords({store, ascii}: State, {mint, time}: BeforeCall): readonly SafeText[] {
  if (mint === undefined) {
    return [];
  }

  const [name = ''] = store.field(mint, 'name');
  const who = store.sentence(mint, ascii ? asciiSigns : unicodeSigns)?.who ?? '';
  const earlier = formatDuration(time - store.time(mint));
  return [t`key from ${safe(name, {ascii})} by ${safe(who, {ascii})} ${earlier} earlier`];
}

/** What was looked at when nothing explains a change: at length, or in short where there is little room. */
export function unexplainedWords(
  state: State,
  instance: string,
  answer: BeforeAnswer,
  isShort: boolean,
): readonly SafeText[] {
  const {ascii} = state;
  const id = safe(seriesLabel(instance), {ascii});
  if (isShort) {
    return [
      t`${lookedWords(state, answer, isShort)}: no write that worked names it. ${completenessWords(state, answer.range)}`,
      t`Work inside the machine and data events are in no call.`,
    ];
  }

  const known = belongingKinds.flatMap((kind) =>
    [...(answer.belongings.get(kind) ?? [])]
      .slice(0, 2)
      .map((name) => t`${belongingWords[kind]} ${safe(name, {ascii})}`),
  );
  const made =
    known.length === 0
      ? t`Its security groups, volumes, role and Auto Scaling group are not known, so calls to those cannot be told.`
      : t`Looked for as well: ${joinSafe(known, t`, `)}.`;
  return [
    t`${lookedWords(state, answer, isShort)}: no write among them that worked names ${id}${known.length === 0 ? t`` : t` or anything of it`}.`,
    made,
    completenessWords(state, answer.range),
    state.mode === 'live'
      ? t`LookupEvents never shows: work inside the machine (a query, a job, a login by SSH), its traffic, and data events (S3 objects, Lambda invocations, DynamoDB items).`
      : t`No CloudTrail record shows work inside the machine (a query, a job, a login by SSH) or its traffic; data events are in these files only where the trail records them.`,
  ];
}

/** `Looked at 392 loaded calls (15 writes), 03:10 to 03:30 UTC`. */
export function lookedWords(
  state: State,
  {looked, writes, unopened, unlisted, range}: BeforeAnswer,
  isShort: boolean,
): SafeText {
  const calls = looked === 1 ? t`1 loaded call` : t`${grouped(looked)} loaded calls`;
  const some = writes === 1 ? t`1 write` : t`${grouped(writes)} writes`;
  const least =
    unopened === 0 ? t`` : t`, at ${grouped(unopened)} of them without opening the record,`;
  const which = isShort ? t`` : t`: labels and logs of others`;
  const listed =
    unlisted < writes
      ? t`${grouped(unlisted)} of them not listed`
      : writes === 1
        ? t`not listed`
        : t`none of them listed`;
  const rest = unlisted === 0 ? t`` : t`, ${listed}${which}`;
  return t`Looked at ${calls} (${some}${rest})${least} ${stretch(state, range)} ${zoneOf(state).label}`;
}
