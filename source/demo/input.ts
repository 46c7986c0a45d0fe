import {isJsonObject, type JsonObject} from '../core/json.ts';
import {parseIso} from '../core/time.ts';
import {unreadable} from './aws-error.ts';

/** Deeper than any AWS input; what is deeper was not made by a client. */
const maxDepth = 32;

/**
 * The parameters of a call, or a part of them, whatever protocol brought them. JSON and CBOR carry types and are held
 * to them, as AWS does; the Query protocols carry only text, so there numbers, booleans and times are read from text.
 * What has the wrong type throws SerializationException.
 */
export class Input {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #textual: boolean;

  constructor(value: unknown, textual: boolean) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw unreadable('Start of structure or map found where not expected.');
    }

    if (isDeeper(value, maxDepth)) {
      throw unreadable('The input is nested too deeply.');
    }

    this.#members = new Map(
      Object.entries(value).filter(([, member]) => member !== null && member !== undefined),
    );
    this.#textual = textual;
  }

  #list(key: string): readonly unknown[] {
    const value = this.#members.get(key) ?? [];
    // An empty list is written `Key=` in Query.
    if (value === '' && this.#textual) {
      return [];
    }

    if (!Array.isArray(value)) {
      throw unreadable(`${key} is not a list.`);
    }

    return value;
  }

  has(key: string): boolean {
    return this.#members.has(key);
  }

  /** Everything as JSON holds it; times that came tagged are ISO 8601. */
  json(): JsonObject {
    const text = JSON.stringify(Object.fromEntries(this.#members));
    const copy: unknown = JSON.parse(text);
    return isJsonObject(copy) ? copy : {};
  }

  /** '' where it is absent. */
  text(key: string): string {
    return asText(key, this.#members.get(key) ?? '');
  }

  number(key: string): number | undefined {
    const value = this.#members.get(key);
    const number = this.#textual ? numberOf(value) : value;
    if (number === undefined || (typeof number === 'number' && !Number.isNaN(number))) {
      return number;
    }

    throw unreadable(`${key} is not a number.`);
  }

  boolean(key: string): boolean | undefined {
    const value = this.#members.get(key);
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }

    if (this.#textual && (value === 'true' || value === 'false')) {
      return value === 'true';
    }

    throw unreadable(`${key} is not a boolean.`);
  }

  /** Ms since 1970. Epoch seconds on the wire, a tagged time in CBOR, ISO 8601 in Query. */
  instant(key: string): number | undefined {
    const value = this.#members.get(key);
    if (value === undefined) {
      return undefined;
    }

    const time = this.#textual ? parseIso(asText(key, value)) : epochOf(value);
    if (Number.isNaN(time)) {
      throw unreadable(`${key} is not a timestamp.`);
    }

    return time;
  }

  texts(key: string): readonly string[] {
    return this.#list(key).map((item) => asText(key, item));
  }

  inputs(key: string): readonly Input[] {
    return this.#list(key).map((item) => new Input(item, this.#textual));
  }

  input(key: string): Input | undefined {
    const value = this.#members.get(key);
    return value === undefined ? undefined : new Input(value, this.#textual);
  }
}

function numberOf(text: unknown): unknown {
  return typeof text === 'string' && text.trim() !== '' ? Number(text) : text;
}

function asText(key: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw unreadable(`${key} is not a string.`);
  }

  return value;
}

function epochOf(value: unknown): number {
  if (value instanceof Date) {
    return value.getTime();
  }

  return typeof value === 'number' ? Math.round(value * 1000) : Number.NaN;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }

  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
