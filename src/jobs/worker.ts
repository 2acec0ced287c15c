// The program that a worker thread runs: it waits for tasks of any kind, and runs one after another.
import { answerJobs } from './answer-jobs.js';
import { runJob } from './run-job.js';

answerJobs(runJob);
