import {setTimeout as delay} from 'node:timers/promises';
import {openScreen, type Screen} from './screen.ts';

export type KeyFigures = {
  /** ms from the start of the program until all events are counted on the screen. */
  readonly opened: number;
  /** ms from key to frame: moves, and keys typed into a filter on fields. */
  readonly moves: readonly number[];
  readonly typed: readonly number[];
  /** Free text over everything: ms until the list is right, and the longest time that a key waited meanwhile. */
  readonly text: {readonly found: number; readonly longestWait: number} | undefined;
};

export type KeysWanted = {
  readonly program: string;
  readonly folder: string;
  readonly events: number;
  /** A text that occurs in so many records. */
  readonly needle: string;
  readonly occurs: number;
};

/** Every one of these changes the frame, whatever stands in the list. */
const moves = [
  ...'jjjjjjjjjj',
  'pagedown',
  'pagedown',
  'pagedown',
  'pageup',
  'down',
  'down',
  'up',
  ...'kkkkk',
  'G',
  'k',
  'k',
  'pageup',
  'g',
  'j',
] as const;

const rounds = 6;
const filters = ['name:RunInstances -error:*', 'user:kim is:write', 'ip:203.0.113.0/24 name:Get*'];

const grouped = (count: number) => count.toLocaleString('en-US');

/** A pause as a person makes it: Ink draws at most so often. */
const pause = async () => delay(25);

async function showAll(screen: Screen): Promise<void> {
  for (let press = 0; press < 3 && !screen.text().includes('· all '); press++) {
    await screen.press('w');
  }
}

async function typeFilter(screen: Screen, filter: string): Promise<readonly number[]> {
  const times: number[] = [];
  await screen.press('/');
  for (let length = 1; length <= filter.length; length++) {
    const last = await screen.press(filter.charAt(length - 1));
    const isFields = filter
      .slice(0, length)
      .split(' ')
      .every((term) => /^-?[a-z]+:./v.test(term));
    if (isFields) {
      times.push(last);
    }

    await pause();
  }

  await screen.press('enter');
  return times;
}

/** Removes the filter: an empty one is none. */
async function clearFilter(screen: Screen): Promise<void> {
  await screen.press('/');
  // What is in the prompt is selected when it opens: the first key replaces all of it.
  await screen.press('backspace');
  await screen.press('enter');
}

/** Presses keys while a free text is looked for, until the list shows what was found. */
async function search(screen: Screen, {needle, occurs}: KeysWanted): Promise<KeyFigures['text']> {
  const wanted = new RegExp(`Events ${grouped(occurs)} of `, 'v');
  let longestWait = 0;
  const start = performance.now();
  await screen.press('/');
  for (const letter of needle) {
    const last = await screen.press(letter);
    longestWait = Math.max(longestWait, last);
  }

  const typed = performance.now();
  let isFound = await screen.until(wanted, 1);
  for (let turn = 0; !isFound && performance.now() - start < 60_000; turn++) {
    const last = await screen.press(turn % 2 === 0 ? 'left' : 'right');
    longestWait = Math.max(longestWait, last);
    isFound = await screen.until(wanted, 1);
    await pause();
  }

  const found = performance.now() - typed;
  await screen.press('enter');
  return isFound ? {found, longestWait} : undefined;
}

export async function measureKeys(wanted: KeysWanted): Promise<KeyFigures> {
  const start = performance.now();
  const screen = openScreen(wanted.program, wanted.folder, 200, 60);
  try {
    const isOpen = await screen.until(new RegExp(`of ${grouped(wanted.events)}`, 'v'), 180_000);
    if (!isOpen) {
      throw new Error(`the archive was not opened:\n${screen.text()}`);
    }

    const opened = performance.now() - start;
    await delay(1000);
    await showAll(screen);
    const moved: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const key of moves) {
        const last = await screen.press(key);
        moved.push(last);
        await pause();
      }
    }

    const typed: number[] = [];
    for (const filter of filters) {
      typed.push(...(await typeFilter(screen, filter)));
      await clearFilter(screen);
    }

    return {opened, moves: moved, typed, text: await search(screen, wanted)};
  } finally {
    await screen.close();
  }
}
