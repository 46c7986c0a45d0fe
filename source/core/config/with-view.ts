import {nativeJson} from '../written/native-json.ts';
import {readLocatedJson, type Located, type Member} from './read-json.ts';

export type WithView =
  | {readonly ok: true; readonly text: string; readonly isReplaced: boolean}
  /** `line` is 0 where it is the whole. */
  | {readonly ok: false; readonly line: number; readonly message: string};

/**
 * The text of config.json with a view in it; everything else stays as it is written, blanks too. A text with faults is not
 * touched: what was meant by it is not known. `name` is one that isViewName takes.
 */
export function withView(
  given: string,
  name: string,
  view: Readonly<Record<string, boolean | string | readonly string[]>>,
): WithView {
  const text = given.trim() === '' ? '{}\n' : given;
  const {root, faults} = readLocatedJson(text);
  const [fault] = faults;
  if (fault || root?.kind !== 'object') {
    return {
      ok: false,
      line: fault?.line ?? 1,
      message: fault?.message ?? 'it does not begin with {',
    };
  }

  const written = nativeJson({record: view});
  const [views, again] = root.members.filter(({key}) => key === 'views');
  if (again) {
    return {ok: false, line: again.line, message: '"views" stands there twice'};
  }

  if (!views) {
    const value = `{\n    "${name}": ${written}\n  }`;
    return done(insert(text, root, root.members, `"views": ${value}`, 1), false);
  }

  const {value} = views;
  if (value.kind !== 'object') {
    return {ok: false, line: value.line, message: '"views" takes {"name": ...}'};
  }

  // As all JSON has it, the last one of a name counts.
  const old = value.members.findLast(({key}) => key === name);
  return old
    ? done(text.slice(0, old.value.start) + written + text.slice(old.value.end), true)
    : done(insert(text, value, value.members, `"${name}": ${written}`, 2), false);
}

function done(text: string, isReplaced: boolean): WithView {
  return {ok: true, text, isReplaced};
}

/** A member behind the last one of an object. */
function insert(
  text: string,
  {start}: Located,
  members: readonly Member[],
  member: string,
  depth: number,
): string {
  const last = members.at(-1);
  if (last) {
    const {end} = last.value;
    return `${text.slice(0, end)},\n${'  '.repeat(depth)}${member}${text.slice(end)}`;
  }

  // Between the brackets of an empty object there are blanks only.
  const end = text.indexOf('}', start);
  return `${text.slice(0, start)}{\n${'  '.repeat(depth)}${member}\n${'  '.repeat(depth - 1)}${text.slice(end)}`;
}
