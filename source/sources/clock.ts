/** Time and chance as everything here takes them: the real ones in the program, simulated ones in tests. */
export type Clock = {
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** Resolves after so many ms; rejects with the signal's reason when it is aborted before. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** Uniform in [0, 1). */
export type Random = () => number;
