/** Time as the demo sees it: the real clock in `--demo`, a clock that the test moves in tests. */
export type Clock = {readonly now: () => number};

/** Uniform numbers in [0, 1). */
export type Random = () => number;
