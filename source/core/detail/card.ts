import {type EventStore} from '../event-store.ts';
import {shownFieldOf} from '../event-store/shown-field.ts';
import {isJsonObject, textAt, type JsonObject} from '../json.ts';
import {valuesAt, valueText} from '../reading/path.ts';
import {asciiSigns, unicodeSigns, type Signs} from '../reading/phrase.ts';
import {type OutcomeKind} from '../reading/outcome.ts';
import {type Style} from '../span.ts';
import {formatClock, formatDate, formatDuration, formatIso, type Zone} from '../time.ts';
import {denialWords, readableMessage} from './denial.ts';

/** One known thing of an event. `text` and `value` are outside text: not safe to show. */
export type CardLine = {
  readonly label: string;
  readonly text: string;
  readonly style: Style;
  /** What a copy or a pivot of the line means; '' where the line is no value. */
  readonly value: string;
  /** The filter's field that has this value; '' where none has. */
  readonly field: string;
};

export type CardOptions = {
  readonly ascii: boolean;
  /** The zone that times are shown in beside UTC; undefined for UTC alone. */
  readonly zone: Zone | undefined;
};

/** Resources and instances shown at the most: some calls name hundreds, and the record has them all. */
const mostResources = 12;

const outcomeStyles: Readonly<Record<OutcomeKind, Style>> = {
  ok: 'good',
  dryrun: 'good',
  denied: 'bad',
  failed: 'bad',
};

/**
 * An event in short: one line for each thing that its record holds, what matters most first (how it ended, what it did,
 * who made it, when, from where, with what), ids last.
 */
export function cardOf(
  store: EventStore,
  row: number,
  record: JsonObject,
  options: CardOptions,
): readonly CardLine[] {
  const signs = options.ascii ? asciiSigns : unicodeSigns;
  const cards = new Cards(store, row);
  outcomeLines(cards, record, signs);
  callerLines(cards, record, options, signs);
  originLines(cards, record, options);
  cards.add('message', cards.laterMessage, {field: 'errorMessage', style: 'bad'});
  resourceLines(cards, record);
  cards.field('event id', 'id');
  cards.add('request id', textAt(record, 'requestID'), {field: 'requestID'});
  cards.add('shared id', textAt(record, 'sharedEventID'), {field: 'sharedEventID'});
  return cards.lines;
}

class Cards {
  readonly lines: CardLine[] = [];
  /** Where the denial is told in words, AWS's own words are for later. */
  laterMessage = '';
  readonly store: EventStore;
  readonly row: number;

  constructor(store: EventStore, row: number) {
    this.store = store;
    this.row = row;
  }

  first(field: string): string {
    return this.store.field(this.row, field)[0] ?? '';
  }

  /** A line, where there is something to say. */
  add(label: string, text: string, rest: Partial<CardLine> = {}): void {
    if (text !== '') {
      this.lines.push({label, text, style: 'plain', value: rest.value ?? text, field: '', ...rest});
    }
  }

  field(label: string, field: string): void {
    this.add(label, this.first(field), {field});
  }
}

function outcomeLines(cards: Cards, record: JsonObject, signs: Signs): void {
  const sentence = cards.store.sentence(cards.row, signs);
  if (!sentence) {
    return;
  }

  const {kind, text} = sentence.outcome;
  const code = cards.first('error');
  const short = code.replace(/^(?:Client|Server)\./v, '');
  const more = code === '' || code === 'Failure' || text.endsWith(short) ? '' : ` ${code}`;
  const style = outcomeStyles[kind];
  cards.add('outcome', text + more, {
    style,
    value: code || text,
    field: code === '' ? '' : 'error',
  });
  const message = readableMessage(
    textAt(record, 'errorMessage') || textAt(record, 'responseElements', 'message'),
  );
  const denial = kind === 'denied' ? denialWords(record) : undefined;
  if (denial) {
    cards.add('denied', denial.text, {style, value: denial.resource});
    cards.laterMessage = message;
  } else {
    cards.add('message', message, {style: kind === 'ok' ? 'plain' : style, field: 'errorMessage'});
  }

  cards.add('what', sentence.what, {style: 'strong'});
  const user = shownFieldOf(cards.store, cards.row, 'user');
  cards.add('who', sentence.who, {style: 'strong', value: cards.first(user), field: user});
}

function callerLines(cards: Cards, record: JsonObject, options: CardOptions, signs: Signs): void {
  cards.add('arn', textAt(record, 'userIdentity', 'arn'), {field: 'userIdentity.arn'});
  timeLine(cards, record, options);
  cards.field('from', 'ip');
  cards.field('key', 'key');
  sessionLine(cards, record, signs);
  const mfa = cards.first('mfa');
  cards.add('mfa', mfaWords[mfa] ?? '', {
    value: mfa,
    field: 'mfa',
    style: mfa === 'no' ? 'warn' : 'plain',
  });
  cards.field('source id', 'sourceidentity');
  // User agents are long, and seldom what one looks for first.
  const via = cards.first('via');
  const agent = cards.first('agent');
  cards.add('how', [via, agent].filter(Boolean).join(options.ascii ? ' - ' : ' · '), {
    value: agent || via,
    field: agent === '' ? 'via' : 'agent',
  });
}

/** Where the record says nothing of a second factor (`n/a`), neither does the card. */
const mfaWords: Readonly<Record<string, string>> = {
  yes: 'yes',
  no: 'no',
  idp: 'idp: the identity provider knows, the record does not',
};

function timeLine(cards: Cards, record: JsonObject, {zone, ascii}: CardOptions): void {
  const time = cards.store.time(cards.row);
  const written = valueText(record['eventTime'] ?? '');
  if (Number.isNaN(time)) {
    cards.add('time', written, {field: 'eventTime'});
    return;
  }

  const utc = formatIso(time);
  const dot = ascii ? '-' : '·';
  const local = zone
    ? ` ${dot} ${formatDate(time, zone)} ${formatClock(time, zone)} ${zone.label}`
    : '';
  cards.add('time', utc + local, {value: written || utc, field: written === '' ? '' : 'eventTime'});
}

/** When the caller's session began, and how long that was before the call. */
function sessionLine(cards: Cards, record: JsonObject, signs: Signs): void {
  const path = ['userIdentity', 'sessionContext', 'attributes', 'creationDate'] as const;
  const began = textAt(record, ...path);
  const age = cards.store.time(cards.row) - Date.parse(began);
  const isAge = Number.isFinite(age) && age >= 0 && age < 100 * 86_400_000;
  const before = isAge
    ? ` ${signs.from === '<-' ? '-' : '·'} ${formatDuration(age)} before this call`
    : '';
  cards.add('session', began === '' ? '' : `since ${began}${before}`, {
    value: began,
    field: path.join('.'),
  });
}

function originLines(cards: Cards, record: JsonObject, {ascii}: CardOptions): void {
  const endpointAccount = textAt(record, 'vpcEndpointAccountId');
  cards.add(
    'endpoint',
    [textAt(record, 'vpcEndpointId'), endpointAccount && `in account ${endpointAccount}`]
      .filter(Boolean)
      .join(' '),
    {value: textAt(record, 'vpcEndpointId'), field: 'vpcEndpointId'},
  );
  cards.field('region', 'region');
  const account = cards.first('account');
  const home = textAt(record, 'userIdentity', 'accountId');
  const dot = ascii ? '-' : '·';
  const abroad = home === '' || home === account ? '' : ` ${dot} the caller's is ${home}`;
  cards.add('account', account === '' ? '' : account + abroad, {value: account, field: 'account'});
}

/** ARNs and names, each once: not the last part of what stands there whole. */
function resourceLines(cards: Cards, record: JsonObject): void {
  const types = new Map<string, string>();
  for (const resource of valuesAt(record, 'resources')) {
    if (isJsonObject(resource)) {
      types.set(
        textAt(resource, 'ARN') || textAt(resource, 'arn') || textAt(resource, 'resourceName'),
        textAt(resource, 'type') || textAt(resource, 'resourceType'),
      );
    }
  }

  const names = cards.store.field(cards.row, 'resource');
  const whole = names
    .slice(0, mostResources * 4)
    .filter((name) =>
      names.every(
        (other) =>
          other === name ||
          !other.endsWith(name) ||
          !/[\/:]/v.test(other.at(-name.length - 1) ?? ''),
      ),
    );
  const instances = cards.store
    .field(cards.row, 'instance')
    .filter((id) => whole.every((name) => !name.endsWith(id)));
  for (const name of whole.slice(0, mostResources)) {
    const type = types.get(name) ?? '';
    cards.add('resource', type === '' ? name : `${name} (${type})`, {
      value: name,
      field: 'resource',
    });
  }

  for (const id of instances.slice(0, mostResources)) {
    cards.add('instance', id, {field: 'instance'});
  }
}
