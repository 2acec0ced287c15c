import workerpool from 'workerpool';
import { isEbitError } from '../errors.js';
import type { Job } from './job.js';
import { runJob } from './run-job.js';
import type { WorkerReply } from './worker-messages.js';

/**
 * Runs a job that a pool has sent to this thread, and sends its events back.
 *
 * @param ended - a message on it ends the job early
 * @param isEnded - whether it is to end before it begins
 * @throws whatever is no EbitError: the pool takes it for a crash
 */
export async function runSentJob(job: Job, ended: MessagePort, isEnded: boolean): Promise<WorkerReply> {
  const controller = new AbortController();
  ended.onmessage = () => controller.abort();
  if (isEnded) controller.abort();
  try {
    const result = await runJob(job, (event) => workerpool.workerEmit(event), controller.signal);
    return { kind: 'done', result };
  } catch (error) {
    if (!isEbitError(error)) throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  } finally {
    ended.close();
  }
}
