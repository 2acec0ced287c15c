import { describe, expect, test } from 'vitest';
import { checkedFunction, checkedWhole, checkedWord, checkOptions, type OptionNames } from '../src/options.js';
import { refusal } from './refusal.js';

const names: OptionNames<{ seed: number; fraction: number }> = { seed: true, fraction: true };

describe('checkOptions', () => {
  test('takes known names, all or none', () => {
    expect(() => checkOptions('split', { seed: 1, fraction: 0.5 }, names)).not.toThrow();
    expect(() => checkOptions('split', {} as { seed: number; fraction: number }, names)).not.toThrow();
  });

  test.each([
    [{ Seed: 1 }, 'split has no option "Seed". Did you mean "seed"? It takes seed, fraction.'],
    [{ constructor: 1 }, 'split has no option "constructor". It takes seed, fraction.'],
    [{ ['x'.repeat(60)]: 1 }, `split has no option "${'x'.repeat(40)}…". It takes seed, fraction.`],
    [7, 'split takes an object with seed, fraction, not 7; write { seed: … }.'],
    [null, 'split takes an object with seed, fraction, not null; write { seed: … }.'],
    [[1, 2], 'split takes an object with seed, fraction, not an array of 2; write { seed: … }.'],
    [new Float64Array(3), 'split takes an object with seed, fraction, not a Float64Array of 3; write { seed: … }.'],
    ['seed', 'split takes an object with seed, fraction, not "seed"; write { seed: … }.'],
  ])('refuses %j', (options, message) => {
    expect(refusal(() => checkOptions('split', options as never, names))).toMatchObject({ code: 'config', message });
  });
});

describe('checkedWord', () => {
  test('returns a word of the list', () => expect(checkedWord('loss', 'mse', ['mse', 'product'])).toBe('mse'));

  test.each([
    ['Product', 'There is no loss "Product". Did you mean "product"? Use "mse" or "product".'],
    ['toString', 'There is no loss "toString". Use "mse" or "product".'],
    [null, 'There is no loss null. Use "mse" or "product".'],
    [Symbol('mse'), 'There is no loss a symbol. Use "mse" or "product".'],
    [{ toString: (): string => 'mse' }, 'There is no loss an object. Use "mse" or "product".'],
  ])('refuses %s', (value, message) => {
    expect(refusal(() => checkedWord('loss', value, ['mse', 'product']))).toMatchObject({ code: 'config', message });
  });
});

test('checkedWhole refuses what is no whole number within its limits', () => {
  expect(checkedWhole('The depth', 3, 0, 4)).toBe(3);
  for (const value of [-1, 5, 1.5, Number.NaN, '3', 3n, null, undefined, [3], () => 3]) {
    expect(refusal(() => checkedWhole('The depth', value, 0, 4)).code).toBe('range');
  }
});

test('checkedFunction refuses what cannot be called', () => {
  const call = () => 1;
  expect(checkedFunction('onProgress', call)).toBe(call);
  expect(refusal(() => checkedFunction('onProgress', 'x')).message).toBe('onProgress is "x"; give a function.');
});
