import {useEffect, useState} from 'react';
import {noFigures, selectDebug, type Figures} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

/** Where the program's own figures come from. */
export type FigureSource = {
  readonly read: () => Figures;
  /** Calls a function once a second; the returned function ends that. */
  readonly everySecond: (call: () => void) => () => void;
};

/** Of a screen whose figures nobody keeps. */
export const unknown: FigureSource = {
  read: () => noFigures,
  everySecond: () => () => undefined,
};

type Props = {readonly state: State; readonly source: FigureSource};

/** The program's own figures: read with every frame, and once a second while somebody looks. */
export function DebugStrip({state, source}: Props) {
  const [, setSeconds] = useState(0);
  useEffect(
    () =>
      source.everySecond(() => {
        setSeconds((seconds) => seconds + 1);
      }),
    [source],
  );
  return <Lines lines={selectDebug(state, source.read())} />;
}
