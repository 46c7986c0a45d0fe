/** Flags of a style, each as the SGR parameter that sets it and the one that takes it back. */
const flags = [
  {bit: 1, on: 1, off: 22},
  {bit: 2, on: 2, off: 22},
  {bit: 4, on: 3, off: 23},
  {bit: 8, on: 4, off: 24},
  {bit: 16, on: 5, off: 25},
  {bit: 32, on: 7, off: 27},
  {bit: 64, on: 8, off: 28},
  {bit: 128, on: 9, off: 29},
] as const;

/** Colours are SGR parameters, such as `36`, `38;5;208` or `38;2;0;0;0`; '' is the terminal's own. */
type Style = {readonly bits: number; readonly fg: string; readonly bg: string};

const plain: Style = {bits: 0, fg: '', bg: ''};

/** The style without anything: the terminal's own colours. */
export const plainStyle = 0;

/** More styles than this are not of this program: what comes later looks plain. */
const most = 4096;

/**
 * The styles of cells as small numbers, and what to write to come from one to another. Reads what SGR says and writes it
 * anew, so that nothing else can hide in it.
 */
export class Styles {
  readonly #styles: Style[] = [plain];
  readonly #ids = new Map<string, number>([['|0|', plainStyle]]);
  readonly #afters = new Map<string, number>();
  readonly #changes = new Map<number, string>();

  /** The style after the parameters of an SGR sequence; what it does not know changes nothing. */
  after(id: number, parameters: string): number {
    const key = `${id} ${parameters}`;
    const known = this.#afters.get(key);
    if (known !== undefined) {
      return known;
    }

    const after = this.#read(id, parameters);
    if (this.#afters.size < most) {
      this.#afters.set(key, after);
    }

    return after;
  }

  #read(id: number, parameters: string): number {
    const codes = parameters.split(/[:;]/v).map(Number);
    let {bits, fg, bg} = this.#style(id);
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] ?? 0;
      const flag = flags.find(({on}) => on === code);
      if (flag) {
        bits |= flag.bit;
      } else if (code === 0) {
        ({bits, fg, bg} = plain);
      } else if (code >= 22 && code <= 29) {
        for (const {bit, off} of flags) {
          bits &= off === code ? ~bit : ~0;
        }
      } else if (code === 38 || code === 48) {
        const length = codes[index + 1] === 5 ? 3 : 5;
        const color = codes.slice(index, index + length).join(';');
        index += length - 1;
        [fg, bg] = code === 38 ? [color, bg] : [fg, color];
      } else if ((code >= 30 && code <= 39) || (code >= 90 && code <= 97)) {
        fg = code === 39 ? '' : String(code);
      } else if ((code >= 40 && code <= 49) || (code >= 100 && code <= 107)) {
        bg = code === 49 ? '' : String(code);
      }
    }

    return this.#id({bits, fg, bg});
  }

  /** What to write for the pen to come from one style to another, in as few bytes as that takes. */
  change(from: number, to: number): string {
    if (from === to) {
      return '';
    }

    const key = from * most + to;
    let text = this.#changes.get(key);
    if (text === undefined) {
      const [before, after] = [this.#style(from), this.#style(to)];
      const anew = to === plainStyle ? [] : ['0', ...additions(plain, after)];
      const steps = [...removals(before, after), ...additions(before, after)];
      const [first, second] = [anew.join(';'), steps.join(';')];
      text = `\u001B[${second.length < first.length ? second : first}m`;
      this.#changes.set(key, text);
    }

    return text;
  }

  #style(id: number): Style {
    return this.#styles[id] ?? plain;
  }

  #id(style: Style): number {
    const key = `${style.fg}|${style.bits}|${style.bg}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      if (this.#styles.length >= most) {
        return plainStyle;
      }

      id = this.#styles.length;
      this.#styles.push(style);
      this.#ids.set(key, id);
    }

    return id;
  }
}

function removals(before: Style, after: Style): readonly string[] {
  const gone = flags.filter(({bit}) => (before.bits & bit) !== 0 && (after.bits & bit) === 0);
  return [
    ...new Set(gone.map(({off}) => String(off))),
    ...(before.fg !== '' && after.fg === '' ? ['39'] : []),
    ...(before.bg !== '' && after.bg === '' ? ['49'] : []),
  ];
}

function additions(before: Style, after: Style): readonly string[] {
  // What takes bold back takes dim back too, and the other way round.
  const weight = 3;
  const isWeightGone = (before.bits & ~after.bits & weight) !== 0;
  const kept = isWeightGone ? before.bits & ~weight : before.bits;
  const added = flags.filter(({bit}) => (after.bits & bit) !== 0 && (kept & bit) === 0);
  return [
    ...added.map(({on}) => String(on)),
    ...(after.fg !== before.fg && after.fg !== '' ? [after.fg] : []),
    ...(after.bg !== before.bg && after.bg !== '' ? [after.bg] : []),
  ];
}
