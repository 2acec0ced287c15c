// The program that a worker thread runs: it waits for jobs, and runs one after another.
import { answerJobs } from './answer-jobs.js';
import { runDimensionJob } from './dimension-job.js';
import { runJob } from './run-job.js';
import { MEASURE, RUN } from './worker-messages.js';

answerJobs({ [RUN]: runJob, [MEASURE]: runDimensionJob });
