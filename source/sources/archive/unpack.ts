import {Buffer, constants as limits, isUtf8} from 'node:buffer';
import {constants, gunzipSync, type Gunzip, type ZlibOptions} from 'node:zlib';

/** `is cut off in the middle of its gzip`, and what to call that. */
export type Cut = {readonly clause: string; readonly fault: 'cut' | 'damage'};

/** One file's bytes as text, and what is wrong with the packing. */
export type Unpacked = {
  readonly text: string;
  /** Why the text ends before the file's content does. */
  readonly cut: Cut | undefined;
  /** Clauses about what was read all the same. */
  readonly faults: readonly string[];
};

/** Bytes that one text can hold; what a file has beyond is not read. */
export const maxBytes = limits.MAX_STRING_LENGTH;

/** One file's bytes without their gzip, and what is wrong with the packing. */
export type Inflated = {
  readonly content: Buffer;
  readonly cut: Cut | undefined;
  readonly faults: readonly string[];
};

/** A file's bytes as text: gzip (several members too) unpacked as far as it goes, UTF-8 or UTF-16 decoded. */
export function unpack(bytes: Buffer, options: {limit?: number; isPart?: boolean} = {}): Unpacked {
  return decode(inflateAll(bytes, options));
}

/**
 * A file's bytes without their gzip, several members too, as far as it goes. At once: it is asked where nobody waits
 * for a key, and the pool of Node's own threads would only add copies.
 */
export function inflateAll(
  bytes: Buffer,
  {limit = maxBytes, isPart = false}: {limit?: number; isPart?: boolean} = {},
): Inflated {
  const tooLarge: Cut = {
    clause: `is larger than ${Math.round(limit / 1_000_000)} MB, so only its beginning is read`,
    fault: 'cut',
  };
  if (!isGzip(bytes)) {
    return {content: bytes, cut: isPart ? tooLarge : undefined, faults: []};
  }

  const {content, used, error} = inflate(bytes, limit);
  if (error === 'ERR_BUFFER_TOO_LARGE' || isPart) {
    return {content, cut: tooLarge, faults: []};
  }

  if (error === 'Z_BUF_ERROR') {
    const clause = 'is cut off in the middle of its gzip';
    return {content, cut: {clause, fault: 'cut'}, faults: []};
  }

  if (error !== undefined) {
    const clause =
      error === checksumError
        ? `does not match the checksum of its gzip at byte ${used}`
        : `has a damaged gzip from byte ${used} on`;
    return {content, cut: {clause, fault: 'damage'}, faults: []};
  }

  const rest = bytes.subarray(used);
  return {
    content,
    cut: undefined,
    faults: rest.every((byte) => byte === 0)
      ? []
      : [`has ${rest.length} bytes behind its gzip that are none`],
  };
}

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const checksumError = 'checksum';

type Attempt = {content: Buffer; used: number; error: string | undefined};

/**
 * Unpacks gzip. Where that fails, the longest beginning that does not fail is unpacked instead: zlib gives nothing
 * at all for a packing that is damaged or grows too large, though all before that place is sound. Whether a beginning
 * fails depends on its length alone, so the place is found by halving.
 */
function inflate(bytes: Buffer, limit: number): Attempt {
  const whole = attempt(bytes, limit, constants.Z_FINISH);
  if (whole.error === undefined) {
    return whole;
  }

  const partly = attempt(bytes, limit, constants.Z_SYNC_FLUSH);
  if (partly.error === undefined) {
    return {...partly, error: whole.error};
  }

  let [good, bad] = [0, bytes.length];
  let best: Attempt = {content: Buffer.alloc(0), used: 0, error: undefined};
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const tried = attempt(bytes.subarray(0, middle), limit, constants.Z_SYNC_FLUSH);
    if (tried.error === undefined) {
      good = middle;
      best = tried;
    } else {
      bad = middle;
    }
  }

  return {content: best.content, used: good, error: partly.error};
}

function attempt(bytes: Buffer, limit: number, finishFlush: number): Attempt {
  try {
    const options: ZlibOptions & {info: true} = {
      finishFlush,
      maxOutputLength: limit,
      chunkSize: Math.min(Math.max(toldSize(bytes), 65_536), 16_777_216, limit + 1),
      info: true,
    };
    const {buffer, engine} = gunzipSync(bytes, options) as unknown as {
      buffer: Buffer;
      engine: Gunzip;
    };
    return {content: buffer, used: engine.bytesWritten, error: undefined};
  } catch (error) {
    return {content: Buffer.alloc(0), used: 0, error: nameOf(error)};
  }
}

/** What gzip says at its end of the size of its content, which may be anything: it only saves joining many pieces. */
function toldSize(bytes: Buffer): number {
  return bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4) + 1;
}

/** zlib has one code for all damage; only its words tell content that unpacks but has changed. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return 'Z_DATA_ERROR';
  }

  return /incorrect (?:data|length) check/v.test(error.message)
    ? checksumError
    : String('code' in error ? error.code : error.message);
}

/** Bytes as text. A cut text may end inside a character: that part of one is no invalid text. */
export function decode({content: bytes, cut, faults}: Inflated): Unpacked {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    return {text: new TextDecoder(utf16).decode(bytes), cut, faults};
  }

  const text = new TextDecoder().decode(bytes, {stream: cut !== undefined});
  const isSound = isUtf8(cut === undefined ? bytes : bytes.subarray(0, wholeCharacters(bytes)));
  return {
    text,
    cut,
    faults: isSound
      ? faults
      : ['is not all UTF-8; the bytes that are not are shown as U+FFFD', ...faults],
  };
}

/** What a Windows shell writes with `>`; the mark at the beginning tells. */
function utf16Of(bytes: Buffer): string | undefined {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xff_fe) {
    return 'utf-16le';
  }

  return mark === 0xfe_ff ? 'utf-16be' : undefined;
}

/** The length without the beginning of a character at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) {
      break;
    }

    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }

  return bytes.length;
}
