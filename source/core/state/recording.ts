import {type State} from './model.ts';

/** The file of `--record`. */
export type Recording = {
  /** As the command line names it. */
  readonly path: string;
  /** Events added to it since the start. */
  readonly events: number;
  /** Events that were in it before; undefined while that is being read. */
  readonly before: number | undefined;
  /** Why nothing can be added at the moment, without a full stop; '' where nothing is wrong. */
  readonly problem: string;
};

/** What the recorder says; what goes wrong is told at once, and stays to be seen until it works again. */
export function takeRecording(state: State, recording: Recording): State {
  const {path, problem} = recording;
  const isNew = problem !== (state.recording?.problem ?? '');
  return {
    ...state,
    recording,
    notice: isNew
      ? problem === ''
        ? `recording to ${path} goes on`
        : `NOT RECORDED to ${path}: ${problem}`
      : state.notice,
  };
}

/** Whether quitting would lose events that were loaded from AWS: neither recorded nor saved. */
export function isUnsaved(state: State): boolean {
  const {mode, store, recording, hasSaved} = state;
  const isRecorded = recording?.problem === '';
  return mode === 'live' && store.count > 0 && !isRecorded && !hasSaved;
}

/** `q` at the top: the first one asks where something would be lost, the second one quits. */
export function quitOrAsk(state: State): State {
  if (state.saving) {
    return {...state, notice: 'a file is being written: Esc stops it, ^C quits without it'};
  }

  return isUnsaved(state) && !state.isQuitAsked
    ? {...state, isQuitAsked: true, notice: 'what was loaded is not saved: q again quits'}
    : {...state, isQuitAsked: false, isQuitting: true};
}
