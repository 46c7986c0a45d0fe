import {type Program} from './pty-program.ts';

/** Quits with `q`, and once more where the program asks because something is not saved. */
export async function quit(program: Program): Promise<void> {
  await program.press('q');
  await program.waitFor(
    (rows) => !program.model.isAlternate || rows.some((row) => row.includes('quit?')),
  );
  if (program.model.isAlternate) {
    await program.press('q');
  }
}
