import {Buffer} from 'node:buffer';
import {constants, gunzipSync, zstdCompressSync, zstdDecompressSync} from 'node:zlib';
import {type Codec} from '../core/event-store/packed.ts';

const fast = {params: {[constants.ZSTD_c_compressionLevel]: 1}};

/** How records are packed in memory: zstd at its fastest level, and gzip as archives bring it. */
export const codec: Codec = {
  pack: (bytes) => ({packing: 'zstd', bytes: zstdCompressSync(bytes, fast)}),
  unpack(packing, bytes) {
    switch (packing) {
      case 'zstd': {
        return zstdDecompressSync(bytes);
      }

      case 'gzip': {
        // What follows a sound beginning may be damaged: the beginning is all that positions point into.
        return gunzipSync(bytes, {finishFlush: constants.Z_SYNC_FLUSH});
      }

      case 'plain': {
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }
    }
  },
};
