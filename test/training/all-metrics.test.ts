import { describe, expect, it } from 'vitest';
import { positiveProbabilities } from '../../src/models/positive-probabilities.js';
import { randomStream } from '../../src/random.js';
import { classMetrics } from '../../src/training/all-metrics.js';
import { f1Score } from '../../src/training/f1.js';
import { brierScore, calibrationError, logLoss } from '../../src/training/probability-scores.js';
import { rocAuc } from '../../src/training/roc-auc.js';
import { refusal } from '../refusal.js';

// What scikit-learn 1.9.1 says of these rows: f1_score, balanced_accuracy_score, accuracy_score, roc_auc_score, log_loss and
// brier_score_loss, of three classes with average="macro" and multi_class="ovr".
const two = {
  labels: [1, 1, -1, 1, -1, -1, 1, -1, 1, -1, 1, 1],
  probabilities: [0.9, 0.4, 0.35, 0.4, 0.1, 0.8, 0.65, 0.4, 1, 0, 0.05, 0.55],
  f1: 0.6666666666666666,
  balanced: 0.6857142857142857,
  accuracy: 0.6666666666666666,
  auc: 0.7428571428571429,
  logLoss: 0.7182250948132144,
  brier: 0.24083333333333334,
};
const three = {
  labels: [0, 1, 2, 2, 1, 0, 1, 2, 0, 1],
  probabilities: [
    [0.7, 0.2, 0.1],
    [0.1, 0.6, 0.3],
    [0.2, 0.3, 0.5],
    [0.5, 0.3, 0.2],
    [0.25, 0.5, 0.25],
    [0.3, 0.4, 0.3],
    [0.1, 0.8, 0.1],
    [0.05, 0.15, 0.8],
    [0.6, 0.3, 0.1],
    [0.4, 0.1, 0.5],
  ].flat(),
  f1: 0.6944444444444443,
  balanced: 0.6944444444444443,
  accuracy: 0.7,
  auc: 0.8134920634920634,
  logLoss: 0.8326903464973106,
  brier: 0.44800000000000006,
};

describe('metrics of two classes', () => {
  const expectations = two.probabilities.map((p) => 2 * p - 1);

  it('are those of scikit-learn', () => {
    const found = classMetrics(expectations, two.labels);
    expect(found.accuracy).toBeCloseTo(two.accuracy, 14);
    expect(found.balancedAccuracy).toBeCloseTo(two.balanced, 14);
    expect(found.f1).toBeCloseTo(two.f1, 14);
    expect(found.auc).toBeCloseTo(two.auc, 14);
    expect(found.logLoss).toBeCloseTo(two.logLoss, 14);
    expect(found.brier).toBeCloseTo(two.brier, 14);
  });

  it('clip a log loss where scikit-learn does', () => {
    expect(logLoss([0, 0.25], [1, -1])).toBeCloseTo(18.165667730784467, 12);
    expect(logLoss([1, 0], [1, -1])).toBeCloseTo(0, 12);
  });

  it('take E beyond 1 for certainty', () => {
    expect(positiveProbabilities([0.5, -1, 1.2, -7])).toStrictEqual(Float64Array.of(0.75, 0, 1, 0));
    // What the logistic loss takes E for: its mean is then the log loss.
    const e = [0.5, -1, 1.2, -7];
    const said = positiveProbabilities(e, { link: 'logistic' });
    e.forEach((one, n) => {
      expect(said[n]).toBeCloseTo(1 / (1 + Math.exp(-one)), 14);
    });
    const labels = [1, 1, -1, -1];
    const mean = labels.reduce((sum, y, n) => sum + Math.log(1 + Math.exp(-y * e[n])), 0) / 4;
    expect(classMetrics(e, labels, { link: 'logistic' }).logLoss).toBeCloseTo(mean, 12);
    expect(classMetrics(e, labels).logLoss).toBeGreaterThan(1);
    expect(refusal(() => positiveProbabilities(e, { link: 'probit' as 'linear' })).code).toBe('config');
    expect(classMetrics([3, -0.5], [1, -1]).brier).toBe(0.03125);
  });

  it('count an undecided row as wrong, and as no alarm', () => {
    expect(f1Score([1, 0, 0, -1], [1, 1, -1, -1])).toBe(2 / 3);
    const { accuracy, balancedAccuracy, f1 } = classMetrics([1, 0, 0, -1], [1, 1, -1, -1]);
    expect([accuracy, balancedAccuracy, f1]).toStrictEqual([0.5, 0.5, 2 / 3]);
  });

  it('find no F1 where nothing is found, and no AUC where there is one class', () => {
    expect(f1Score([-1, -1], [1, -1])).toBe(0);
    expect(f1Score([-1, -1], [-1, -1])).toBe(0);
    expect(rocAuc([0.1, 0.7], [1, 1])).toBeNull();
    expect(rocAuc([0.1, 0.7], [-1, -1])).toBeNull();
    expect(classMetrics([0.1, -0.7], [1, 1])).toMatchObject({ auc: null, balancedAccuracy: 0.5 });
  });
});

describe('metrics of more classes', () => {
  const options = { classes: 3 };

  it('are those of scikit-learn', () => {
    const found = classMetrics(three.probabilities, three.labels, options);
    expect(found.accuracy).toBeCloseTo(three.accuracy, 14);
    expect(found.balancedAccuracy).toBeCloseTo(three.balanced, 14);
    expect(found.f1).toBeCloseTo(three.f1, 14);
    expect(found.auc).toBeCloseTo(three.auc, 14);
    expect(found.logLoss).toBeCloseTo(three.logLoss, 14);
    expect(found.brier).toBeCloseTo(three.brier, 14);
  });

  it('leave out classes without a row', () => {
    // Class 3 is neither a label nor given: F1 and balanced accuracy are as without it.
    const wider = three.probabilities.flatMap((p, i) => (i % 3 === 2 ? [p, 0] : [p]));
    const { accuracy, balancedAccuracy, f1, auc } = classMetrics(wider, three.labels, { classes: 4 });
    expect(accuracy).toBeCloseTo(three.accuracy, 14);
    expect(balancedAccuracy).toBeCloseTo(three.balanced, 14);
    expect(f1).toBeCloseTo(three.f1, 14);
    expect(auc).toBeCloseTo(three.auc, 14);
    expect(rocAuc([1, 0, 0, 0, 1, 0], [2, 2], options)).toBeNull();
  });

  it('give equal probabilities the first class', () => {
    expect(classMetrics([0.5, 0.5, 0, 0, 0.5, 0.5], [0, 1], options).accuracy).toBe(1);
    expect(classMetrics([0.5, 0.5, 0, 0, 0.5, 0.5], [1, 2], options).accuracy).toBe(0);
  });
});

describe('the calibration error', () => {
  it('is the gap of every bin, weighed by its rows', () => {
    // [0, .1): said .05, came true 0 of 1. [.7, .8): said .75 and .79, 1 of 2. [.9, 1]: said 1 and .9, 2 of 2.
    const probabilities = [0.05, 0.75, 0.79, 1, 0.9];
    expect(calibrationError(probabilities, [-1, 1, -1, 1, 1])).toBeCloseTo((0.05 + 0.54 + 0.1) / 5, 14);
    expect(calibrationError(probabilities, [-1, 1, -1, 1, 1], { bins: 1 })).toBeCloseTo((3.49 - 3) / 5, 14);
  });

  it('of more classes asks how often the called one is the label', () => {
    // Called with .5, .7, .75, .8; the second and the third share a bin.
    const said = [0.5, 0.3, 0.2, 0.1, 0.7, 0.2, 0.05, 0.2, 0.75, 0.8, 0.1, 0.1];
    expect(calibrationError(said, [0, 1, 1, 0], { classes: 3 })).toBeCloseTo((0.5 + 0.45 + 0.2) / 4, 14);
  });

  it('is 0 of rows that come true as often as was said', () => {
    expect(calibrationError([0.75, 0.75, 0.75, 0.75], [1, 1, 1, -1])).toBe(0);
  });
});

describe('brute force', () => {
  it('counts the pairs that an area is the share of, ties half', () => {
    const draws = randomStream(7, 'metrics');
    for (let round = 0; round < 20; round++) {
      const labels = Array.from({ length: 30 }, (_, n) => (draws.uniform(100 * round + n) < 0.4 ? 1 : -1));
      const scores = labels.map((_, n) => Math.floor(8 * draws.uniform(100 * round + 50 + n)) / 4 - 1);
      let [pairs, won] = [0, 0];
      labels.forEach((label, i) => {
        labels.forEach((other, j) => {
          if (label !== 1 || other !== -1) return;
          pairs += 1;
          won += scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0;
        });
      });
      expect(rocAuc(scores, labels)).toBeCloseTo(won / pairs, 14);
    }
  });

  it('two classes are one against the other: the areas of both are one', () => {
    const scores = two.probabilities;
    const turned = two.labels.map((label) => -label);
    const back = scores.map((p) => 1 - p);
    expect(rocAuc(back, turned)).toBe(rocAuc(scores, two.labels));
    expect(brierScore(back, turned)).toBeCloseTo(two.brier, 14);
    expect(logLoss(back, turned)).toBeCloseTo(two.logLoss, 12);
  });
});

describe('what the metrics of classes refuse', () => {
  const metrics = { classMetrics, rocAuc, logLoss, brierScore, calibrationError };

  it.each(Object.entries(metrics))('%s: lists that do not go together, and labels that are none', (_, metric) => {
    const code = (answers: unknown, labels: unknown, classes?: unknown) =>
      refusal(() => metric(answers as number[], labels as number[], { classes } as { classes: number })).code;
    expect(code([0.1, 0.2], [1])).toBe('shape');
    expect(code([], [])).toBe('labels');
    expect(code([0.1], [0])).toBe('labels');
    expect(code([Number.NaN], [1])).toBe('not-finite');
    expect(code('words', [1])).toBe('shape');
    expect(code([0.2, 0.3, 0.5], [3], 3)).toBe('labels');
    expect(code([0.2, 0.3, 0.5], [-1], 3)).toBe('labels');
    expect(code([0.2, 0.3, 0.5], [0.5], 3)).toBe('labels');
    expect(code([], [], 3)).toBe('labels');
    expect(code([0.2, 0.3], [1], 3)).toBe('shape');
    expect(code([0.2], [1], 1)).toBe('range');
    expect(code([0.2], [1], 2.5)).toBe('range');
  });

  it('names what is wrong', () => {
    expect(refusal(() => logLoss([1.5], [1])).message).toContain('A probability of row 0 is 1.5');
    expect(refusal(() => brierScore([0.2, 0.3, 0.4], [1], { classes: 3 })).message).toContain('add up to 0.9');
    expect(refusal(() => f1Score([2], [1])).message).toContain('Row 0 (counted from 0) was given 2');
    expect(refusal(() => f1Score([3], [1], { classes: 3 })).message).toContain('an integer from 0 to 2');
    expect(refusal(() => f1Score([1, 1], [1])).code).toBe('shape');
    expect(refusal(() => calibrationError([0.5], [1], { bins: 0 })).code).toBe('range');
    expect(refusal(() => rocAuc([1, 2], [1, -1], { klasses: 2 } as object)).message).toContain('classes');
    expect(refusal(() => positiveProbabilities([Number.NaN])).code).toBe('not-finite');
  });
});
