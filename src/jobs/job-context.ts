import { readText } from '#thread';
import { checkedFunction, checkOptions, type OptionNames } from '../options.js';
import type { RunContext, TaskEvent } from '../tasks/run-context.js';
import type { Job } from './job.js';
import { checkedThreads, threadedSessions } from './threaded-session.js';

const jobNames: OptionNames<Job> = {
  task: true,
  checkpointEvery: true,
  progressEvery: true,
  resume: true,
  threads: true,
};

/** A job as `runTask` takes it: its task, and the rest of it with whoever hears it. @throws EbitError 'config' for an unknown key */
export function contextOf<J extends Job>(
  job: J,
  onEvent: (event: TaskEvent) => void,
  signal?: AbortSignal,
): { readonly task: J['task'] } & RunContext {
  checkOptions('A job', job, jobNames);
  checkedFunction('onEvent', onEvent);
  const { task, checkpointEvery, progressEvery, resume, threads = 1 } = job;
  const loss = task.kind === 'fit' ? task.training.loss : 'mse';
  const open = checkedThreads(threads) === 1 ? undefined : threadedSessions({ threads, loss });
  return { task, onEvent, signal, checkpointEvery, progressEvery, resume, open, read: readText };
}
