// The program of a worker thread that runs trials, one after another.
import workerpool from 'workerpool';
import { sent } from '../jobs/worker-job.js';
import { runTrial } from './run-trial.js';
import type { Trial, TrialResult } from './trial.js';
import { TRIAL } from './trial-threads.js';

workerpool.worker({
  [TRIAL]: sent<Trial, TrialResult | null, never>((trial, _, signal) => runTrial(trial, signal)),
});
