import {type Lookup} from './cloudtrail.ts';

/** The same lookup, whose pages come another way. */
export function withPage(lookup: Lookup, page: Lookup['page']): Lookup {
  return {
    page,
    region: async () => lookup.region(),
    accessKeyId: async () => lookup.accessKeyId(),
    skew: () => lookup.skew?.() ?? 0,
    renew: async () => lookup.renew(),
    close() {
      lookup.close();
    },
  };
}
