/** What a view sets, as config.json has it: flags without their dashes. */
export type ViewEntries = Readonly<Record<string, boolean | string | readonly string[]>>;

/** A view that is to be kept in config.json. */
export type Keeping = {
  /** Tells what is said of this one from what is said of others. */
  readonly serial: number;
  readonly name: string;
  readonly entries: ViewEntries;
  /** The person has said that a view of the name may go. */
  readonly mayReplace: boolean;
  /** The command line that opens it. */
  readonly command: string;
};

/** What the writer says of it. `path` is that of config.json. */
export type KeepReport =
  | {readonly status: 'kept'; readonly path: string}
  | {readonly status: 'exists'}
  | {readonly status: 'failed'; readonly message: string};
