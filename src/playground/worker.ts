// The program of the page's workers. One by the name of the race trains the race's runs; others wait for tasks, and run one
// after another.
import { answerJobs } from '../jobs/answer-jobs.js';
import type { Job } from '../jobs/job.js';
import { runJob } from '../jobs/run-job.js';
import { RUN } from '../jobs/worker-messages.js';
import type { RaceOrder } from './race/race-messages.js';
import { raceWorker } from './race/race-worker.js';

if (self.name === 'race') {
  const { port1: out, port2: back } = new MessageChannel();
  const waiting: (() => void)[] = [];
  back.onmessage = () => waiting.shift()?.();
  const obey = raceWorker({
    send: (report) => postMessage(report),
    // A timer would wait for at least four milliseconds, a message comes back at once.
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        out.postMessage(null);
      }),
  });
  self.onmessage = ({ data }: MessageEvent<RaceOrder>) => obey(data);
} else answerJobs({ [RUN]: (job, onEvent, signal) => runJob(job as Job, onEvent, signal) });
