import {Buffer} from 'node:buffer';
import {createCipheriv, createDecipheriv} from 'node:crypto';
import {isJsonObject, type JsonObject} from '../core/json.ts';
import {type Random} from './clock.ts';

const authTagLength = 16;

/**
 * Opaque page tokens. A token is sealed together with the request that it continues: nobody can read it, change it or
 * use it with other parameters.
 */
export class PageTokens {
  readonly #key: Buffer;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.#key = this.#bytes(32);
  }

  #bytes(length: number): Buffer {
    return Buffer.from(Array.from({length}, () => Math.floor(this.#random() * 256)));
  }

  /** A token that continues at this position of exactly this request. */
  seal(request: string, position: JsonObject): string {
    const nonce = this.#bytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, {authTagLength}).setAAD(
      Buffer.from(request),
    );
    const sealed = Buffer.concat([cipher.update(JSON.stringify(position)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** The position in a token; undefined where the token is none of ours or belongs to another request. */
  open(request: string, token: string): JsonObject | undefined {
    const bytes = Buffer.from(token, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12), {
        authTagLength,
      })
        .setAAD(Buffer.from(request))
        .setAuthTag(bytes.subarray(12, 28));
      const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
      const position: unknown = JSON.parse(opened.toString());
      return isJsonObject(position) ? position : undefined;
    } catch {
      return undefined;
    }
  }
}
