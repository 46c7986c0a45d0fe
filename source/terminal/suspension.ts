export type Suspension = {
  /** Stops the program until the shell brings it back; to be called with the terminal given back. */
  readonly stop: () => void;
  /** Takes the handlers away again. */
  readonly dispose: () => void;
};

export type SuspensionOptions = {
  readonly process: NodeJS.Process;
  /** Asks for the terminal to be given back, `stop` to be called, and the terminal to be taken again. */
  readonly ask: () => void;
};

/**
 * ^Z and `fg`, and the same from outside: SIGTSTP gives the terminal back before it stops the program; after a SIGSTOP,
 * which no program sees, SIGCONT takes the terminal anew, since the shell has had it meanwhile.
 */
export function guardSuspension({process, ask}: SuspensionOptions): Suspension {
  let isOwn = false;
  let isRunningAgain = false;
  const onStop = () => {
    ask();
  };

  const onContinue = () => {
    if (isOwn) {
      isOwn = false;
      return;
    }

    isRunningAgain = true;
    ask();
  };

  process.on('SIGTSTP', onStop);
  process.on('SIGCONT', onContinue);
  return {
    stop() {
      if (isRunningAgain) {
        isRunningAgain = false;
        return;
      }

      isOwn = true;
      process.off('SIGTSTP', onStop);
      try {
        // The whole foreground group, npm and its shell too, as the terminal's own ^Z would have it.
        process.kill(0, 'SIGTSTP');
      } finally {
        process.on('SIGTSTP', onStop);
      }
    },
    dispose() {
      process.off('SIGTSTP', onStop);
      process.off('SIGCONT', onContinue);
    },
  };
}
