/** Which text attributes an SGR sequence (`CSI … m`) turns on and off. */
const on = new Map<number, string>([
  [1, 'bold'],
  [2, 'dim'],
  [3, 'italic'],
  [4, 'underline'],
  [5, 'blink'],
  [7, 'inverse'],
  [8, 'conceal'],
  [9, 'strikethrough'],
  [38, 'foreground'],
  [48, 'background'],
]);

const off = new Map<number, readonly string[]>([
  [22, ['bold', 'dim']],
  [23, ['italic']],
  [24, ['underline']],
  [25, ['blink']],
  [27, ['inverse']],
  [28, ['conceal']],
  [29, ['strikethrough']],
  [39, ['foreground']],
  [49, ['background']],
]);

for (let color = 0; color < 8; color++) {
  on.set(30 + color, 'foreground');
  on.set(90 + color, 'foreground');
  on.set(40 + color, 'background');
  on.set(100 + color, 'background');
}

/** Updates the set of attributes in force by one SGR sequence's parameters. */
export function applyAttributes(
  inForce: Set<string>,
  parameters: ReadonlyArray<number | readonly number[]>,
): void {
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] ?? 0;
    const code = typeof parameter === 'number' ? parameter : Number.NaN;
    if (code === 0) {
      inForce.clear();
    }

    const turnedOn = on.get(code);
    if (turnedOn !== undefined) {
      inForce.add(turnedOn);
    }

    for (const turnedOff of off.get(code) ?? []) {
      inForce.delete(turnedOff);
    }

    if (code === 38 || code === 48) {
      // The colour itself follows as `5;n` or `2;r;g;b`; its numbers are no codes of their own.
      index += parameters[index + 1] === 5 ? 2 : parameters[index + 1] === 2 ? 4 : 0;
    }
  }
}
