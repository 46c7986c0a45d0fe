import {type TrailEvent} from '../core/event.ts';

/** What a reader gives to be printed, in its order: events in groups, and what went wrong on the way. */
export type Supplied =
  | {readonly kind: 'events'; readonly events: readonly TrailEvent[]}
  | {
      readonly kind: 'problem';
      /** One sentence without a full stop; holds outside text. */
      readonly message: string;
      /** Something is missing because of it; else it is only worth knowing. */
      readonly isFailure: boolean;
    };
