import {availableParallelism} from 'node:os';
import {type Worker} from 'node:worker_threads';
import {doTask} from './do-task.ts';
import {type Answer, type Task, type TaskName, type Tasks} from './tasks.ts';
import {createWorker} from './worker-factory.ts';

type Waiting = {
  readonly task: Task;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
};

type Member = {readonly worker: Worker; job: Waiting | undefined};

/** Packed bytes from which on other threads are worth their start. */
export const worthThreads = 4_000_000;

/** Threads that do tasks, one each at a time, in the order in which they are asked. They start with the first task. */
export class Crew {
  #size: number;
  readonly #members: Member[] = [];
  readonly #waiting: Waiting[] = [];
  #isClosed = false;
  #serial = 0;

  /** `size` 0 does everything in this thread. */
  constructor(size: number = availableParallelism()) {
    this.#size = size;
  }

  /** Of so much work: starting threads takes longer than a small archive. */
  expect(bytes: number): void {
    if (bytes < worthThreads && this.#members.length === 0) {
      this.#size = 0;
    }
  }

  /** Threads that can work at the same time. */
  get size(): number {
    return Math.max(1, this.#size);
  }

  /** The result of a task. Rejects when the thread ends before it has one. */
  async do<Name extends TaskName>(
    name: Name,
    asks: Tasks[Name]['asks'],
  ): Promise<Tasks[Name]['gives']> {
    if (this.#isClosed) {
      throw new Error('the threads have ended');
    }

    // The compiler cannot see that a name and its question belong together.
    const task = {name, asks} as unknown as Task;
    if (this.#size === 0) {
      return doTask(task);
    }

    const {promise, resolve, reject} = Promise.withResolvers<Tasks[Name]['gives']>();
    this.#waiting.push({task, resolve, reject});
    this.#next();
    return promise;
  }

  /** Ends all threads; what is still to be done is not done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const members = this.#members.splice(0);
    const jobs = [...this.#waiting.splice(0), ...members.map(({job}) => job)];
    for (const job of jobs) {
      job?.reject(new Error('the threads have ended'));
    }

    await Promise.all(members.map(async ({worker}) => worker.terminate()));
  }

  #next(): void {
    if (this.#isClosed || this.#waiting.length === 0) {
      return;
    }

    let free = this.#members.find(({job}) => job === undefined);
    if (!free && this.#members.length < this.#size) {
      free = this.#hire();
    }

    const job = free && this.#waiting.shift();
    if (free && job) {
      free.job = job;
      free.worker.postMessage({id: ++this.#serial, task: job.task});
    }
  }

  #hire(): Member {
    const worker = createWorker();
    const member: Member = {worker, job: undefined};
    this.#members.push(member);
    worker.on('message', (answer: Answer) => {
      const {job} = member;
      member.job = undefined;
      if ('failure' in answer) {
        job?.reject(new Error(answer.failure));
      } else {
        job?.resolve(answer.result as never);
      }

      this.#next();
    });
    const end = (error: Error): void => {
      const index = this.#members.indexOf(member);
      if (index !== -1) {
        this.#members.splice(index, 1);
        member.job?.reject(error);
        this.#next();
      }
    };

    worker.on('error', end).on('exit', () => {
      end(new Error('a thread that read files has ended'));
    });
    return member;
  }
}
