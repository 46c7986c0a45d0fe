/** A thread of its own that reads files, packs records anew and looks for texts. It ends when it is told to. */
import process from 'node:process';
import {parentPort} from 'node:worker_threads';
import {doTask} from './do-task.ts';
import {buffersIn} from './transfer.ts';
import {type Answer, type Question} from './tasks.ts';

// What a file holds must never end up on the screen as a stack trace.
process.on('warning', () => undefined);

async function answer({id, task}: Question): Promise<void> {
  let said: Answer;
  try {
    said = {id, result: await doTask(task)};
  } catch (error) {
    said = {id, failure: error instanceof Error ? error.message : String(error)};
  }

  parentPort?.postMessage(said, 'result' in said ? buffersIn(said.result) : []);
}

parentPort?.on('message', (question: Question) => {
  void answer(question);
});
