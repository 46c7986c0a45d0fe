import {type Line} from '../span.ts';

/** More lines than stand on any screen; a person who pages comes back to those of the page before. */
const most = 2000;

/**
 * Lines that were drawn before, by what is shown in them. Valid for one scene, which is what all of them have in common:
 * with another scene they are forgotten. A line that is known is the same object again, so that whoever frames or paints
 * it can know it too.
 */
export class KnownLines {
  #scene: readonly unknown[] = [];
  readonly #lines = new Map<string, Line>();

  /** The line of a key; `draw` makes it where it is not known. */
  find(scene: readonly unknown[], key: string, draw: () => Line): Line {
    if (!isSame(scene, this.#scene)) {
      this.#scene = scene;
      this.#lines.clear();
    }

    let line = this.#lines.get(key);
    if (line === undefined) {
      line = draw();
      if (this.#lines.size >= most) {
        this.#lines.clear();
      }

      this.#lines.set(key, line);
    }

    return line;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
