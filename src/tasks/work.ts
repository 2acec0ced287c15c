import { sourceOf } from './data-settings.js';
import type { EvaluationTask } from './evaluation-task.js';
import type { FitTask } from './fit-task.js';
import type { Task } from './task.js';

/** How much longer a training takes with mixing layers, by the number of ebits and coins: each adds an index to a response. */
const MIXED_WORK = [1.1, 2, 3.2, 7, 12];

/** Rows of a quarter of the paper's clusters, one of which is the unit. */
const UNIT_ROWS = 768;

function fitWork({ data, model, network, training: { iterations, batch } }: FitTask): number {
  const count = sourceOf(data).trainingRows ?? 4 * UNIT_ROWS;
  const rows = batch === 'full' ? count : batch === 'quarter' ? count / 4 : batch;
  const steps = iterations / 2000;
  if (model.kind === 'logistic') return 0.005;
  if (model.kind === 'dnn') return (4 * steps * rows) / UNIT_ROWS;
  const numberOf = (listed: number | readonly unknown[]) => (typeof listed === 'number' ? listed : listed.length);
  const shared = network === null ? 0 : numberOf(network.ebits) + numberOf(network.coins ?? 0);
  const pairs = network?.topology === undefined ? shared : shared * network.processors.length;
  const mixed = model.mixing === 0 ? 1 : MIXED_WORK[Math.min(pairs, MIXED_WORK.length - 1)];
  // However few rows there are, the circuits are run once a step.
  return Math.max(0.06, (rows / UNIT_ROWS) * mixed) * steps;
}

/** By free weights; those of a parity take less. */
function evaluationWork({ data, shots, approximate }: EvaluationTask): number {
  const rows = (sourceOf(data).trainingRows ?? 4 * UNIT_ROWS) / (4 * UNIT_ROWS);
  // By the normal approximation a number of shots costs next to nothing.
  return 0.005 + (approximate ? 0.0005 : 0.08) * rows * shots.length;
}

/**
 * Returns a guess at how long a task takes, in units of a training with one ebit at depth 20 over 2000 steps of 768 rows,
 * for the time that is left; a part of a second on most machines.
 */
export function taskWork(task: Task): number {
  if (task.kind === 'fit') return fitWork(task);
  if (task.kind === 'evaluation') return evaluationWork(task);
  const inputs = task.inputs.kind === 'haar' ? task.inputs.count : 3072;
  return (inputs * task.measure.draws * ((task.model.depth ?? 20) + task.model.mixing)) / 200_000;
}
