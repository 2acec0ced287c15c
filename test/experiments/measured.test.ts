import { expect, test } from 'vitest';
import { present, scoresNote, validationScore } from '../../src/experiments/measured.js';
import { resultBook } from '../../src/experiments/results.js';
import { chshTrial, scales } from '../../src/experiments/scale.js';
import { refusal } from '../refusal.js';

const score = (accuracy: number, balancedAccuracy: number, baseRate: number) => ({
  accuracy,
  balancedAccuracy,
  baseRate,
});

test.each([[null], [undefined], [Number.NaN]])('%s is not there, and is refused', (value) => {
  const error = refusal(() => present(value, 'published rank'));
  expect(error.code).toBe('config');
  expect(error.message).toContain('There is no published rank');
});

test('0 and false are there', () => {
  expect(present(0, 'number')).toBe(0);
  expect(present(false, 'answer')).toBe(false);
});

test('a training without validation rows has no accuracy on them, not 0', () => {
  const book = resultBook();
  const trial = chshTrial(scales.tiny, 1, { ebits: 1, embedding: 'original', loss: 'mse' });
  book.add(trial, {
    kind: 'training',
    training: score(1, 1, 0.5),
    validation: null,
    course: { iterations: [], loss: [], training: [], validation: null },
    parameters: [],
  });
  expect(refusal(() => validationScore(book, trial)).message).toContain('score on validation rows');
});

test('what stands beside accuracies is computed from them', () => {
  const note = scoresNote([score(0.9, 0.88, 0.51), score(0.7, 0.71, 0.53)]);
  expect(note).toContain('lies between 0.510 and 0.530');
  expect(note).toContain('by 0.020 at most');
  expect(scoresNote([score(0.9, 0.9, 0.5)])).toContain('is 0.500');
});
