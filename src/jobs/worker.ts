// The program that a worker thread runs: it waits for tasks of any kind, and runs one after another.
import { answerJobs } from './answer-jobs.js';
import type { Job } from './job.js';
import { runJob } from './run-job.js';
import { RUN } from './worker-messages.js';

answerJobs({ [RUN]: (job, onEvent, signal) => runJob(job as Job, onEvent, signal) });
