import {type JsonObject} from '../json.ts';
import {nativeJson} from '../written/native-json.ts';

/** JSON needs no such character as it is, and whoever pastes it must not meet one. */
const unsafe = /[\u007F-\u009F\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gv;

/** A record as indented JSON, on one line where it is nested too deep for that; what hides is written as `\u` escapes. */
export function recordText(record: JsonObject): string {
  try {
    return JSON.stringify(record, null, 2).replaceAll(unsafe, escapeUnits);
  } catch {
    return nativeJson({record});
  }
}

/** Characters beyond U+FFFF are two units. */
function escapeUnits(character: string): string {
  return Array.from(
    {length: character.length},
    // eslint-disable-next-line unicorn/prefer-code-point -- JSON escapes units.
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
