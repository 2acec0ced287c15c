import type { HistoryFile } from '../training/history.js';

/**
 * Returns the lines of a run's metrics: one a measurement, each a JSON object.
 *
 * They hold nothing but numbers that the seed decides, no times: two runs of one configuration write the same bytes.
 */
export function metricsLines(history: HistoryFile): string[] {
  return Array.from(history.evaluatedAt, (iteration, i) =>
    JSON.stringify({
      iteration,
      trainingAccuracy: history.trainingAccuracy[i],
      trainingLoss: history.trainingLoss[i],
      ...(history.validationAccuracy === null ? {} : { validationAccuracy: history.validationAccuracy[i] }),
      ...(history.validationLoss === null ? {} : { validationLoss: history.validationLoss[i] }),
      ...(history.validationMetric === undefined ? {} : { validationMetric: history.validationMetric[i] }),
    }),
  );
}
