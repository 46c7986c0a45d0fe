import {type TrailEvent} from '../core/event.ts';
import {textAt} from '../core/json.ts';
import {productName} from './aws-settings.ts';
import {type Lookup} from './cloudtrail.ts';
import {withPage} from './with-page.ts';

/** Knows the calls of this trailtop by the keys that sign them, which change while it runs. */
export class OwnCalls {
  readonly #keys = new Set<string>();

  /** Made with one of our access keys by a program that calls itself what we call ourselves. */
  readonly isOwn = ({record}: TrailEvent): boolean =>
    this.#keys.has(textAt(record, 'userIdentity', 'accessKeyId')) &&
    textAt(record, 'userAgent').includes(`app/${productName}`);

  /** The same lookup, whose keys are learnt with every page. */
  learning(lookup: Lookup): Lookup {
    return withPage(lookup, async (request, signal) => {
      const page = await lookup.page(request, signal);
      try {
        this.#keys.add(await lookup.accessKeyId());
      } catch {
        // The page is here all the same.
      }

      return page;
    });
  }
}
