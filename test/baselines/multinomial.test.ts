import { expect, test } from 'vitest';
import { fitLogistic, logisticAnswers } from '../../src/baselines/logistic.js';
import { dataset, subset } from '../../src/data/dataset.js';
import { refusal } from '../refusal.js';

// Every fifth row of iris, ten a class.
const rows = [
  [5.1, 3.5, 1.4, 0.2, 5.4, 3.9, 1.7, 0.4, 5.4, 3.7, 1.5, 0.2, 5.7, 4.4, 1.5, 0.4, 5.4, 3.4, 1.7, 0.2],
  [5.0, 3.0, 1.6, 0.2, 4.8, 3.1, 1.6, 0.2, 5.0, 3.2, 1.2, 0.2, 5.0, 3.5, 1.3, 0.3, 4.8, 3.0, 1.4, 0.3],
  [7.0, 3.2, 4.7, 1.4, 5.7, 2.8, 4.5, 1.3, 5.0, 2.0, 3.5, 1.0, 6.7, 3.1, 4.4, 1.4, 5.9, 3.2, 4.8, 1.8],
  [6.6, 3.0, 4.4, 1.4, 5.5, 2.4, 3.8, 1.1, 6.0, 3.4, 4.5, 1.6, 5.5, 2.6, 4.4, 1.2, 5.7, 3.0, 4.2, 1.2],
  [6.3, 3.3, 6.0, 2.5, 7.6, 3.0, 6.6, 2.1, 6.5, 3.2, 5.1, 2.0, 6.4, 3.2, 5.3, 2.3, 6.9, 3.2, 5.7, 2.3],
  [7.2, 3.2, 6.0, 1.8, 7.4, 2.8, 6.1, 1.9, 7.7, 3.0, 6.1, 2.3, 6.7, 3.1, 5.6, 2.4, 6.7, 3.0, 5.2, 2.3],
].flat();
const labels = Array.from({ length: 30 }, (_, n) => Math.floor(n / 10));
const iris = dataset(rows, labels, { classes: 3 });
/** All but the first three rows. */
const training = subset(
  iris,
  Array.from({ length: 27 }, (_, n) => n + 3),
);

// LogisticRegression(C, class_weight, solver="newton-cholesky", tol=1e-14) of scikit-learn 1.9.1 on these 27 rows: intercept
// and weights by class, and predict_proba of the first row of all.
const published = [
  {
    options: {},
    parameters: [
      [7.547368867724787, -0.3862010838701572, 0.34308503120312733, -1.5227423231454207, -0.5943999508419595],
      [4.198820711792109, -0.21848996033245432, -0.3640450626104193, 0.09464663745317735, -0.45891060423913643],
      [-11.746189579516896, 0.6046910442026163, 0.020960031407294397, 1.4280956856922464, 1.0533105550810968],
    ],
    first: [0.9356237015384543, 0.06435914435031914, 1.7154111226673222e-5],
  },
  {
    options: { c: 10, classWeights: 'balanced' as const },
    parameters: [
      [14.249059985153117, -0.6572290524845726, 0.7302240498152288, -2.881004706896622, -1.1484465909276225],
      [8.408101798637492, -0.36589660040802513, -0.6120292232653755, 0.07847090724002777, -1.305389313656685],
      [-22.657161783790613, 1.023125652892649, -0.11819482654982816, 2.802533799656629, 2.453835904584317],
    ],
    first: [0.9929044865770347, 0.007095513275228519, 1.4773673601830605e-10],
  },
  {
    options: { c: 0.1, classWeights: [1, 2, 0.5] },
    parameters: [
      [2.95966067520653, -0.17582775568887857, 0.12920526025876752, -0.6320681236077142, -0.24455936432636557],
      [1.4309585294075964, -0.08303637584590161, -0.16200482600720173, 0.17575512447533995, -0.025504251856312755],
      [-4.390619204614128, 0.25886413153478066, 0.03279956574843464, 0.45631299913237505, 0.2700636161826785],
    ],
    first: [0.7002799590736014, 0.2847302827629282, 0.014989758163470365],
  },
];

test.each(published)('of three classes is that of scikit-learn with $options', ({ options, parameters, first }) => {
  const found = fitLogistic(training, options);
  expect(found.parameters).toHaveLength(15);
  parameters.flat().forEach((value, i) => {
    expect(Math.abs(found.parameters[i] - value)).toBeLessThan(1e-8);
  });
  const answers = logisticAnswers(found.parameters, iris);
  expect(answers).toHaveLength(90);
  first.forEach((value, i) => {
    expect(Math.abs(answers[i] - value)).toBeLessThan(1e-9);
  });
  expect(found.gradient).toBeLessThan(1e-9);
  found.course.forEach((value, i) => {
    if (i > 0) expect(value).toBeLessThanOrEqual(found.course[i - 1] + 1e-12);
  });
});

test('its objective is the sum that the documentation says', () => {
  const { parameters, objective } = fitLogistic(training, { c: 2 });
  let sum = 0;
  for (let k = 0; k < 3; k++) for (let j = 1; j < 5; j++) sum += parameters[5 * k + j] ** 2 / 2;
  for (let n = 3; n < 30; n++) {
    const z = [0, 1, 2].map((k) =>
      [1, ...rows.slice(4 * n, 4 * n + 4)].reduce((z, x, j) => z + x * parameters[5 * k + j], 0),
    );
    sum += 2 * (Math.log(z.reduce((total, one) => total + Math.exp(one), 0)) - z[labels[n]]);
  }
  expect(objective).toBeCloseTo(sum, 10);
});

test('a class without a row is refused', () => {
  const { code, message } = refusal(() => fitLogistic(subset(iris, [0, 1, 25, 26])));
  expect([code, message]).toEqual(['labels', expect.stringContaining('No row is of class 1 of 0 to 2')]);
});

test('weights of single rows are as rows that are there several times', () => {
  const twice = subset(iris, [3, 3, 12, 22, 22, 22]);
  const once = subset(iris, [3, 12, 22]);
  const { parameters } = fitLogistic(once, { sampleWeights: [2, 1, 3] });
  fitLogistic(twice).parameters.forEach((value, i) => {
    expect(parameters[i]).toBeCloseTo(value, 10);
  });
});
