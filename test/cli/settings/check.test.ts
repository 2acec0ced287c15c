import { describe, expect, test } from 'vitest';
import { checkedFlatSettings, checkedSettings } from '../../../src/cli/settings/check.js';
import { flat, flatPaths } from '../../../src/cli/settings/flat.js';
import { refusal } from '../../refusal.js';

const isKeys = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const check = (value: unknown) =>
  isKeys(value) ? checkedFlatSettings(value, 'The file') : checkedSettings(value, 'The file', 'config');
const sentence = (value: unknown) => refusal(() => check(value)).message;

test('what fits comes back with its values', () => {
  const settings = {
    data: 'clusters',
    processors: [{ name: 'A', qubits: 4, readoutError: { flip0: 0.1, flip1: 0 } }],
    ebits: [{ between: ['A.0', 'B.0'], weights: { phiPlus: 1, phiMinus: 0, psiPlus: 0, psiMinus: 0 } }],
    batch: 'full',
    learningRate: 0.5,
  };
  expect(flat(check(settings))).toEqual({ ...settings, data: undefined });
  expect(check(settings).data).toEqual({ kind: 'clusters' });
});

test('a label that YAML took for a number is a word', () => {
  expect(check({ label: 3, positive: 1 })).toEqual({ data: { label: '3', positive: '1' } });
});

describe('an unknown key', () => {
  test.each([
    [{ dept: 3 }, 'The file has an unknown key "dept". Did you mean "depth"?'],
    [{ processors: [{ name: 'A', qbits: 3 }] }, 'unknown key "processors[0].qbits". Did you mean "qubits"?'],
    [{ ebits: [{ between: ['A.0', 'B.0'], fidelty: 1 }] }, 'unknown key "ebits[0].fidelty". Did you mean "fidelity"?'],
    [{ ebits: [{ betwen: ['A.0', 'B.0'] }] }, 'unknown key "ebits[0].betwen". Did you mean "between"?'],
    [{ embedding: { kind: 'zz', pair: 'ring' } }, 'unknown key "embedding.pair". Did you mean "pairs"?'],
  ])('%j is refused with the nearest known one', (value, message) => {
    expect(sentence(value)).toContain(message);
  });

  test('far from all known ones brings the list of them', () => {
    expect(sentence({ zzzzzz: 1 })).toContain(Object.keys(flatPaths).join(', '));
  });
});

describe('a value that does not fit', () => {
  test.each([
    [{ depth: 'a' }, 'The file has "a" for depth; give a number.'],
    [{ depth: -1 }, 'The file has -1 for depth; give 0 or more.'],
    [{ depth: 1.5 }, 'The file has 1.5 for depth; give an integer.'],
    [{ depth: [1] }, 'The file has a list for depth; give a number.'],
    [{ seed: 2 ** 60 }, 'The file has 1152921504606847000 for seed; give at most 9007199254740991.'],
    [{ learningRate: Number.NaN }, 'The file has NaN for learningRate; give a number.'],
    [{ batch: 'some' }, 'The file has "some" for batch; give a number or "quarter" or "full".'],
    [{ dimension: 0 }, 'The file has 0 for dimension; give 1 or more.'],
    [{ columns: 3 }, 'The file has 3 for columns; give keys with values.'],
    [{ columns: { A: [true] } }, 'The file has true for columns.A[0]; give a text or a number.'],
    [{ processors: [{ name: 'A' }] }, 'The file lacks "processors[0].qubits"; add it.'],
    [{ data: '' }, 'The file has "" for data; give a text that is not empty.'],
    [[1], 'The file holds a list; it must hold keys with values, such as "data: clusters".'],
    [null, 'The file holds null; it must hold keys with values, such as "data: clusters".'],
  ])('%j', (value, message) => {
    expect(sentence(value)).toBe(message);
  });
});

test('no columns vanish with a name that every object has', () => {
  expect(sentence({ columns: { A: ['a'], constructor: ['b'] } })).toContain('gives columns to "constructor"');
});

test('a long text is cut', () => {
  expect(sentence({ depth: 'a'.repeat(100) })).toBe(`The file has "${'a'.repeat(40)}…" for depth; give a number.`);
});

test('the code is the one that was asked for, and a key is named as it is written there', () => {
  const error = refusal(() => checkedSettings({ depth: 'a' }, 'It', 'usage', (key) => `--${key}`));
  expect(error.code).toBe('usage');
  expect(error.message).toContain('--depth');
});
