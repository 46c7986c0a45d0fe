import {availableParallelism} from 'node:os';
import {doTask} from './do-task.ts';
import {KeptTables} from './tables.ts';
import {type Answer, type Question, type Task, type TaskName, type Tasks} from './tasks.ts';
import {createWorker, type Worker} from './worker-factory.ts';

type Job = {
  readonly task: Task;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
};

type Member = {
  readonly worker: Worker;
  /** What it has been asked, in that order; it does the first of them. */
  readonly jobs: Job[];
  /** What the codes in its answers stand for. */
  readonly tables: KeptTables;
  /** Whether it has ever said anything: else it could not be started. */
  isReady: boolean;
};

/** Packed bytes from which on workers are worth their start. */
export const worthWorkers = 4_000_000;

/** Tasks that a worker has at a time: with the next one at hand it need not wait for this process. */
const depth = 2;

/**
 * Processes that do tasks, one each at a time, in the order in which they are asked. They start with the first task.
 * Where none can be started, this process does the tasks.
 */
export class Crew {
  #size: number;
  readonly #members: Member[] = [];
  readonly #waiting: Job[] = [];
  #isClosed = false;
  #serial = 0;

  /** `size` 0 does everything in this process. */
  constructor(size: number = availableParallelism()) {
    this.#size = size;
  }

  /** Of so much work: starting processes takes longer than a small archive. */
  expect(bytes: number): void {
    if (bytes < worthWorkers && this.#members.length === 0) {
      this.#size = 0;
    }
  }

  /** Workers that can work at the same time. */
  get size(): number {
    return Math.max(1, this.#size);
  }

  /** The result of a task. Rejects when the worker ends before it has one. */
  async do<Name extends TaskName>(
    name: Name,
    asks: Tasks[Name]['asks'],
  ): Promise<Tasks[Name]['gives']> {
    if (this.#isClosed) {
      throw new Error('the workers have ended');
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

  /** Ends all workers; what is still to be done is not done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const members = this.#members.splice(0);
    const jobs = [
      ...members.flatMap((member) => member.jobs.splice(0)),
      ...this.#waiting.splice(0),
    ];
    for (const job of jobs) {
      job.reject(new Error('the workers have ended'));
    }

    await Promise.all(members.map(async ({worker}) => worker.end()));
  }

  #next(): void {
    while (!this.#isClosed && this.#waiting.length > 0) {
      const free = this.#freest();
      const job = free && this.#waiting.shift();
      if (!free || !job) {
        return;
      }

      free.jobs.push(job);
      const question: Question = {id: ++this.#serial, task: job.task};
      free.worker.ask(question);
    }
  }

  /** Who has the least to do, a new one if need be; undefined where all have enough. */
  #freest(): Member | undefined {
    let freest: Member | undefined;
    for (const member of this.#members) {
      if (!freest || member.jobs.length < freest.jobs.length) {
        freest = member;
      }
    }

    if (this.#members.length < this.#size && (!freest || freest.jobs.length > 0)) {
      return this.#hire();
    }

    return freest && freest.jobs.length < depth ? freest : undefined;
  }

  #hire(): Member {
    const worker = createWorker({
      onAnswer: (answer) => {
        if (member.isReady) {
          this.#take(member, answer as Answer);
        }

        member.isReady = true;
      },
      onEnd: () => {
        this.#lose(member);
      },
    });
    const member: Member = {worker, jobs: [], tables: new KeptTables(), isReady: false};
    this.#members.push(member);
    return member;
  }

  #take(member: Member, answer: Answer): void {
    const job = member.jobs.shift();
    if ('failure' in answer) {
      job?.reject(new Error(answer.failure));
    } else {
      job?.resolve(member.tables.receive(answer.result) as never);
    }

    this.#next();
  }

  /** A worker has ended: what it was doing has failed; what it was to do next is for another. */
  #lose(member: Member): void {
    const index = this.#members.indexOf(member);
    if (index === -1) {
      return;
    }

    this.#members.splice(index, 1);
    const jobs = member.jobs.splice(0);
    if (member.isReady) {
      jobs.shift()?.reject(new Error('a process that read files has ended'));
      this.#waiting.unshift(...jobs);
      this.#next();
    } else {
      // Whoever may not start processes does it alone.
      this.#size = 0;
      void this.#doAlone([...jobs, ...this.#waiting.splice(0)]);
    }
  }

  async #doAlone(jobs: readonly Job[]): Promise<void> {
    for (const {task, resolve, reject} of jobs) {
      try {
        // eslint-disable-next-line no-await-in-loop -- one after the other, so that memory stays bounded
        resolve((await doTask(task)) as never);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}
