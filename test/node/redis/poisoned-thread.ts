// The program of a worker's thread that some seeds end: 666 with its whole process, 667 alone.
import { answerJobs } from '../../../src/jobs/answer-jobs.js';
import { runJob } from '../../../src/jobs/run-job.js';
import { seedOf } from '../../jobs/fixtures.js';

answerJobs(async (job, onEvent, signal) => {
  if (seedOf(job) === 666) process.kill(process.pid, 'SIGKILL');
  if (seedOf(job) === 667) process.exit(4);
  return runJob(job, onEvent, signal);
});
