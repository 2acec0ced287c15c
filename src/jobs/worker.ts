// The program that a worker thread runs: it waits for jobs, and runs one after another.
import workerpool from 'workerpool';
import { runSentDimensionJob, runSentJob } from './worker-job.js';
import { MEASURE, RUN } from './worker-messages.js';

workerpool.worker({ [RUN]: runSentJob, [MEASURE]: runSentDimensionJob });
