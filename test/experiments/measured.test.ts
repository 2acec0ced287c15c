import { expect, test } from 'vitest';
import {
  differencesOf,
  groupsOf,
  present,
  scoresNote,
  validationScore,
  where,
} from '../../src/experiments/measured.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
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

const trained = {
  kind: 'fit',
  training: score(1, 1, 0.5),
  validation: null,
  loss: { training: 0, validation: null },
  course: { iterations: [], loss: [], training: [], validation: null },
  iterations: 1,
  stopped: 'iterations',
  parameters: [],
} as const;

test('a model without validation rows, or measured on others, has no accuracy on them, not 0', () => {
  const fit = { task: fitTask({ data: { kind: 'chsh' } }), outcome: trained };
  expect(refusal(() => validationScore(fit)).message).toContain('score on validation rows');
  const validation = score(0.9, 0.8, 0.6);
  expect(validationScore({ ...fit, outcome: { ...trained, validation } })).toBe(validation);
  const evaluated = (rows: 'training' | 'validation') => ({
    task: evaluationTask({ data: { kind: 'clusters' }, rows, parameters: [] }),
    outcome: { kind: 'evaluation', score: validation, successProbability: 0, shots: [], expectations: null } as const,
  });
  expect(validationScore(evaluated('validation'))).toBe(validation);
  expect(refusal(() => validationScore(evaluated('training'))).code).toBe('config');
});

test('cells are found by their labels, or refused', () => {
  const cells = [
    { ebits: 0, depth: 1 },
    { ebits: 1, depth: 1 },
    { ebits: 1, depth: 2 },
  ];
  expect(where(cells, { ebits: 1 })).toEqual(cells.slice(1));
  expect(where(cells, { ebits: 1, depth: 2 })).toEqual([cells[2]]);
  expect(refusal(() => where(cells, { ebits: 2 })).message).toContain('{"ebits":2}');
  expect([...groupsOf(cells, ({ depth }) => depth)]).toEqual([
    [1, cells.slice(0, 2)],
    [2, cells.slice(2)],
  ]);
});

test('a measurement without its counterpart is refused, and never a difference to nothing', () => {
  expect(differencesOf([3, 2], [1, 1])).toEqual([2, 1]);
  expect(refusal(() => differencesOf([3, 2], [1])).code).toBe('config');
});

test('what stands beside accuracies is computed from them', () => {
  const note = scoresNote([score(0.9, 0.88, 0.51), score(0.7, 0.71, 0.53)]);
  expect(note).toContain('lies between 0.510 and 0.530');
  expect(note).toContain('by 0.020 at most');
  expect(scoresNote([score(0.9, 0.9, 0.5)])).toContain('is 0.500');
});
