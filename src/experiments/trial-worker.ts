// The program of a worker thread that runs trials, one after another.
import { answerJobs } from '../jobs/answer-jobs.js';
import { runTrial } from './run-trial.js';
import type { Trial } from './trial.js';
import { TRIAL } from './trial-threads.js';

answerJobs({ [TRIAL]: (trial, _, signal) => runTrial(trial as Trial, signal) });
