import type { EvaluationTask } from '../tasks/evaluation-task.js';
import type { Score, StoredOutcome } from '../tasks/outcome.js';
import type { Task } from '../tasks/task.js';

/** What is measured, by name; null where there is no such number. */
export type Metrics = Readonly<Record<string, number | null>>;

function scoreMetrics(place: string, score: Score | null): Metrics {
  const { accuracy = null, balancedAccuracy = null, baseRate = null } = score ?? {};
  return {
    [`${place}.accuracy`]: accuracy,
    [`${place}.balancedAccuracy`]: balancedAccuracy,
    [`${place}.baseRate`]: baseRate,
  };
}

/**
 * Returns the numbers of an outcome by their names.
 *
 * The first is what matters most: of a fit the accuracy on validation rows, of an effective dimension the rank, of an
 * evaluation the accuracy. `shots.100` is the share of rows labelled rightly from 100 shots.
 */
export function metricsOf(task: Task, outcome: StoredOutcome): Metrics {
  if (outcome.kind === 'fit') {
    const { training, validation, test, loss, iterations } = outcome;
    return {
      ...scoreMetrics('validation', validation),
      ...(test === undefined ? {} : scoreMetrics('test', test)),
      ...scoreMetrics('training', training),
      'loss.training': loss.training,
      'loss.validation': loss.validation,
      iterations,
    };
  }
  if (outcome.kind === 'dimension') {
    const { rank, cap, parameters, dof, gap, abbas } = outcome;
    return {
      rank,
      cap,
      parameters,
      dof,
      gap,
      'abbas.value': abbas?.value ?? null,
      'abbas.normalised': abbas?.normalised ?? null,
    };
  }
  const shots = (task as EvaluationTask).shots.map((count, i) => [`shots.${count}`, outcome.shots[i] ?? null]);
  return {
    ...scoreMetrics('score', outcome.score),
    successProbability: outcome.successProbability,
    ...Object.fromEntries(shots),
  };
}

const NO_SCORE: Score = { accuracy: 0, balancedAccuracy: 0, baseRate: 0 };

/** Whether a task's data keep rows for the last measurement. */
function keepsTest(task: Task): boolean {
  return task.kind === 'fit' && task.data.kind === 'table' && (task.data.test ?? 0) > 0;
}

/** Names of what can be measured of a task, before it is run; what matters most comes first. */
export function metricNames(task: Task): string[] {
  const loss = { training: 0, validation: 0 };
  const blank = {
    fit: { kind: 'fit', training: NO_SCORE, validation: null, loss, ...(keepsTest(task) ? { test: NO_SCORE } : {}) },
    dimension: { kind: 'dimension', abbas: null },
    evaluation: { kind: 'evaluation', score: NO_SCORE, shots: [] },
  }[task.kind];
  return Object.keys(metricsOf(task, blank as unknown as StoredOutcome));
}
