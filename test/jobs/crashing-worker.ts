// A worker that is lost, in several ways, on the first try of some seeds and on every try of others.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerJobs } from '../../src/jobs/answer-jobs.js';
import { runJob } from '../../src/jobs/run-job.js';
import { seedOf } from './fixtures.js';

/** Whether this is the first try of the seed: the folder is made once, whichever thread comes first. */
function isFirst(seed: number): boolean {
  try {
    mkdirSync(join(process.env.CRASHES ?? '', `${seed}`));
    return true;
  } catch {
    return false;
  }
}

answerJobs(async (job, onEvent, signal) => {
  const seed = seedOf(job);
  if (seed === 101 && isFirst(seed)) process.exit(3);
  if (seed === 102 && isFirst(seed)) throw new Error('thrown once');
  if (seed === 103 && isFirst(seed)) {
    setTimeout(() => {
      throw new Error('thrown from a timer');
    }, 0);
    return new Promise(() => {});
  }
  if (seed === 104) process.exit(4);
  return runJob(job, onEvent, signal);
});
