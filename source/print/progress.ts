import {safe} from '../core/sanitize.ts';
import {day, formatIso, second} from '../core/time.ts';

/** So long a person looks at a screen on which nothing comes before it looks as if the program hung. */
const patience = 10 * second;

/** Says now and then how far a long reading has come, while nothing is printed that would tell it. */
export class Progress {
  readonly #say: (text: string) => void;
  #quietSince: number;

  /** `say` writes a line to the person; `now` in ms since 1970. */
  constructor(say: (text: string) => void, now: number) {
    this.#say = say;
    this.#quietSince = now;
  }

  /** What was read goes back to `oldest`; `isPrinted` where some of it is on the screen. */
  read(oldest: number, isPrinted: boolean, now: number): void {
    if (isPrinted) {
      this.#quietSince = now;
    } else if (now - this.#quietSince >= patience && Number.isFinite(oldest)) {
      this.#quietSince = now;
      const time = formatIso(oldest);
      const shown = now - oldest < day ? time.slice(11, 16) : time.slice(0, 16).replace('T', ' ');
      this.#say(`trailtop: read back to ${safe(shown)} UTC so far; ^C ends it\n`);
    }
  }
}
