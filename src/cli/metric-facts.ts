import type { Cell } from '../report/text-table.js';
import type { ClassMetrics } from '../training/all-metrics.js';

/** What a table shows of metrics beside the accuracies: heads and digits. */
const SHOWN = [
  ['F1', 'f1', 3],
  ['AUC', 'auc', 3],
  ['log loss', 'logLoss', 4],
  ['Brier score', 'brier', 4],
  ['calibration error', 'calibrationError', 4],
] as const satisfies readonly (readonly [string, keyof ClassMetrics, number])[];

/** The heads of {@link metricCells}. */
export function metricHeads(): string[] {
  return SHOWN.map(([head]) => head);
}

/** F1, AUC, log loss, Brier score and calibration error as cells; nothing where there is none. */
export function metricCells(metrics: ClassMetrics): Cell[] {
  return SHOWN.map(([, name, digits]) => metrics[name]?.toFixed(digits) ?? null);
}

/** The same as facts, a line each. */
export function metricFacts(metrics: ClassMetrics): [string, Cell][] {
  return metricCells(metrics).map((cell, i) => [SHOWN[i][0], cell ?? 'none: all rows are of one class']);
}

/** The metrics among what else was found, to be kept. */
export function metricsAmong({
  accuracy,
  balancedAccuracy,
  f1,
  auc,
  logLoss,
  brier,
  calibrationError,
}: ClassMetrics): ClassMetrics {
  return { accuracy, balancedAccuracy, f1, auc, logLoss, brier, calibrationError };
}
