import { readText } from '#thread';
import { checkedFunction, checkOptions, type OptionNames } from '../options.js';
import type { FitTask } from '../tasks/fit-task.js';
import type { RunContext, TaskEvent } from '../tasks/run-context.js';
import type { OpenSession } from '../training/subject.js';
import type { Job } from './job.js';
import { checkedThreads, sessionsOn } from './threaded-session.js';

const jobNames: OptionNames<Job> = {
  task: true,
  checkpointEvery: true,
  progressEvery: true,
  progressParameters: true,
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
  const { task, checkpointEvery, progressEvery, progressParameters, resume, threads } = job;
  const count = checkedThreads(threads ?? 1);
  // Asked for by fits alone, whose task was checked by then.
  const lost = (why: string) => onEvent({ kind: 'thread-lost', why });
  const open: OpenSession = (...given) => sessionsOn(count, (task as FitTask).training.loss, lost)(...given);
  return {
    task,
    onEvent,
    signal,
    checkpointEvery,
    progressEvery,
    progressParameters,
    resume,
    // A fit that was aborted beforehand takes no step, which threads could share.
    open: count === 1 || signal?.aborted ? undefined : open,
    read: readText,
  };
}
