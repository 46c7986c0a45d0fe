import {Buffer} from 'node:buffer';
import {type Dictionaries} from '../../core/event-store/pack.ts';
import {codec} from '../codec.ts';
import {readFound} from './file.ts';
import {inPieces} from './pieces.ts';
import {searchBlock} from './search-block.ts';
import {type Task, type TaskName, type Tasks} from './tasks.ts';

/** Does what is asked, in whatever process it is asked. `dictionaries`: of all that this process packs. */
export async function doTask(
  task: Task,
  dictionaries?: Dictionaries,
): Promise<Tasks[TaskName]['gives']> {
  switch (task.name) {
    case 'read': {
      const {found, wish, bytes} = task.asks;
      return readFound(found, {wish, bytes, dictionaries});
    }

    case 'repack': {
      const {block, starts} = task.asks;
      const [bytes = new Uint8Array(0)] = block.pieces;
      const content = codec.unpack(block.packing, bytes);
      return inPieces(Buffer.from(content.buffer, content.byteOffset, content.length), starts);
    }

    case 'search': {
      return searchBlock(task.asks);
    }
  }
}
