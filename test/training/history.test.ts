import { describe, expect, it } from 'vitest';
import { historyFromJSON, historyRecorder, historyToJSON } from '../../src/training/history.js';
import type { Scores } from '../../src/training/scores.js';

const scores = (trainingAccuracy: number, validationAccuracy: number | null): Scores => ({
  trainingAccuracy,
  trainingLoss: 1 - trainingAccuracy,
  validationAccuracy,
  validationLoss: validationAccuracy === null ? null : 1 - validationAccuracy,
});

describe('historyRecorder', () => {
  it('keeps columns, and goes on from a history', () => {
    const first = historyRecorder(4, null);
    first.recordScores(0, scores(0.5, 0.25));
    first.recordLoss(1);
    first.recordLoss(0.1 + 0.2);
    first.recordScores(2, scores(0.75, 0.5));
    const half = first.snapshot();
    first.recordLoss(9);
    expect(half).toStrictEqual({
      loss: Float64Array.of(1, 0.1 + 0.2),
      evaluatedAt: Float64Array.of(0, 2),
      trainingAccuracy: Float64Array.of(0.5, 0.75),
      trainingLoss: Float64Array.of(0.5, 0.25),
      validationAccuracy: Float64Array.of(0.25, 0.5),
      validationLoss: Float64Array.of(0.75, 0.5),
    });
    const second = historyRecorder(4, half);
    expect(second.snapshot()).toStrictEqual(half);
    second.recordLoss(9);
    second.recordScores(3, scores(1, 1));
    expect(second.snapshot().loss).toStrictEqual(first.snapshot().loss);
    expect(second.validationValues('accuracy')).toStrictEqual([0.25, 0.5, 1]);
    expect(second.latestScores()).toMatchObject(scores(1, 1));
  });

  it('survives JSON bit for bit, in particular without -0', () => {
    const recorder = historyRecorder(3, null);
    recorder.recordScores(0, scores(1 / 3, null));
    recorder.recordLoss(-0);
    recorder.recordLoss(5e-324);
    const history = recorder.snapshot();
    expect(history.validationAccuracy).toBeNull();
    expect(historyFromJSON(JSON.parse(JSON.stringify(historyToJSON(history))))).toStrictEqual(history);
  });
});
