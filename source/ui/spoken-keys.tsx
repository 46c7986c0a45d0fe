import {useApp} from 'ink';
import {useEffect} from 'react';
import type {Store} from '../store.ts';
import {useCommands} from './use-commands.ts';
import {useStore} from './use-store.ts';

type Props = {
  readonly store: Store;
  readonly now: () => number;
  readonly suspend: () => void | Promise<void>;
  readonly copy: (text: string) => void;
};

/** The keyboard without a screen: draws nothing, and does what a key asks of the terminal. */
export function SpokenKeys({store, now, suspend, copy}: Props) {
  const {isQuitting, suspensions, copying} = useStore(store);
  const {exit, suspendTerminal} = useApp();
  useCommands(store, now);

  useEffect(() => {
    if (isQuitting) {
      exit();
    }
  }, [isQuitting, exit]);

  useEffect(() => {
    if (suspensions > 0) {
      void suspendTerminal(suspend);
    }
  }, [suspensions, suspend, suspendTerminal]);

  useEffect(() => {
    if (copying.serial > 0) {
      copy(copying.text);
    }
  }, [copying, copy]);

  return null;
}
