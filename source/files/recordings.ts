import {type Action, type State} from '../core/state.ts';
import {Recorder, type RecorderOptions} from './recorder.ts';
import {rowsOf} from './record-sources.ts';
import {type GrowingFile} from './safe-file.ts';

/** The store as the recorder sees it. */
type StateHolder = {
  getState: () => State;
  subscribe: (listener: () => void) => () => void;
  dispatch: (action: Action) => void;
};

/** Adds everything that the store takes in to a file, until it is stopped. */
export function followRecording(
  file: GrowingFile,
  {holder, ...options}: Omit<RecorderOptions, 'source' | 'tell'> & {readonly holder: StateHolder},
): {readonly stop: () => number; readonly idle: () => Promise<void>} {
  const {store} = holder.getState();
  const recorder = new Recorder(
    {
      ...options,
      source: rowsOf(store),
      tell(recording) {
        holder.dispatch({type: 'recording', recording});
      },
    },
    file,
  );
  let version = -1;
  const follow = () => {
    if (store.version !== version) {
      version = store.version;
      recorder.look();
    }
  };

  const unsubscribe = holder.subscribe(follow);
  follow();
  return {
    stop() {
      unsubscribe();
      return recorder.stop();
    },
    idle: async () => recorder.idle(),
  };
}
