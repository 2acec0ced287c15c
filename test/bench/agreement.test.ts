import { expect, test } from 'vitest';
import { checkAgreement } from '../../bench/agreement.js';

const answer = { peer: 'other', samples: 4, loss: 1, gradient: [1, -2], microseconds: [1] };

test('numbers within 1e-9 agree', () => {
  checkAgreement({ loss: 1 + 9e-10, gradient: Float64Array.of(1, -2 - 9e-10) }, answer);
});

test('a loss, a gradient or a Fisher matrix further away does not', () => {
  expect(() => checkAgreement({ loss: 1 + 2e-9 }, answer)).toThrow('other differs from ours');
  expect(() => checkAgreement({ loss: 1, gradient: [1, -2 + 2e-9] }, answer)).toThrow('in the gradient');
  expect(() => checkAgreement({ loss: 1, gradient: [1] }, answer)).toThrow('Infinity in the gradient');
  expect(() => checkAgreement({ fisher: [1] }, answer)).toThrow('in the Fisher matrix');
});
