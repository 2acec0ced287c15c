import { describe, expect, test } from 'vitest';
import {
  classWeightsWord,
  coinsWord,
  columnsWord,
  ebitsWord,
  lossWord,
  noiseWord,
  numbersWord,
  numberWord,
} from '../../../src/cli/settings/words.js';
import { refusal } from '../../refusal.js';

test('a number is a number, any other word stays as it is', () => {
  expect(['7', '0.25', '1e-3', '-2', 'full', '', ' ', '3x'].map(numberWord)).toEqual([
    7,
    0.25,
    0.001,
    -2,
    'full',
    '',
    ' ',
    '3x',
  ]);
});

describe('columns', () => {
  test('gather processor by processor', () => {
    const first = columnsWord('A=height,weight');
    expect(columnsWord('B=age', first)).toEqual({ A: ['height', 'weight'], B: ['age'] });
    expect(first).toEqual({ A: ['height', 'weight'] });
  });

  test('may hold commas and equals signs', () => {
    expect(columnsWord('A="height, cm",a=b')).toEqual({ A: ['height, cm', 'a=b'] });
  });

  test.each(['A', 'A=', '=a', 'A=a,,b', ''])('%j is refused', (word) => {
    expect(refusal(() => columnsWord(word)).code).toBe('usage');
  });

  test('a processor is named once', () => {
    expect(refusal(() => columnsWord('A=b', { A: ['a'] })).message).toContain('names processor "A" twice');
  });
});

test('ebits are a number or a list, each with a fidelity where it is given', () => {
  expect(ebitsWord('2')).toBe(2);
  expect(ebitsWord('many')).toBe('many');
  expect(ebitsWord('A.0:B.0,B.1:C.0@0.9')).toEqual([
    { between: ['A.0', 'B.0'] },
    { between: ['B.1', 'C.0'], fidelity: 0.9 },
  ]);
});

test('coins are a number or a list, each with its heads where they are given', () => {
  expect(coinsWord('2')).toBe(2);
  expect(coinsWord('A.0:B.0, B.1:C.0@0.7')).toEqual([
    { between: ['A.0', 'B.0'] },
    { between: ['B.1', 'C.0'], heads: 0.7 },
  ]);
  expect(coinsWord('A.0:B.0@half')).toEqual([{ between: ['A.0', 'B.0'], heads: 'half' }]);
});

test('noise is a channel, its numbers in the order of the table, and the gates behind which it stands', () => {
  expect(noiseWord('amplitudeDamping:0.1')).toEqual([{ after: 'all', channel: 'amplitudeDamping', g: 0.1 }]);
  expect(noiseWord(' pauli : 0.1:0:0.2 : h , phaseFlip:1e-3:one-qubit', [{ channel: 'bitFlip', p: 1 }])).toEqual([
    { channel: 'bitFlip', p: 1 },
    { after: ['h'], channel: 'pauli', p: [0.1, 0, 0.2] },
    { after: 'one-qubit', channel: 'phaseFlip', p: 0.001 },
  ]);
});

test.each([
  ['', ' names no channel; the channels are bitFlip,'],
  ['depolarizin:0.1', 'Did you mean "depolarizing"?'],
  ['depolarizing', '--noise depolarizing is not depolarizing:p or depolarizing:p:GATES; write for instance'],
  ['depolarizing:0.1:', 'is not depolarizing:p'],
  ['thermal:1:2', 'is not thermal:t1:t2:time or thermal:t1:t2:time:GATES'],
  ['bitFlip:0.1:all:all', 'is not bitFlip:p'],
])('"%s" is no noise', (word, message) => {
  const error = refusal(() => noiseWord(word));
  expect([error.code, error.message]).toEqual(['usage', expect.stringContaining(message)]);
});

test('a loss of shots is a word with its numbers, any other word is the schema’s to judge', () => {
  expect(lossWord('mse')).toBe('mse');
  expect(lossWord('shots:100')).toEqual({ kind: 'shots', shots: 100 });
  expect(lossWord('shots:100:1500')).toEqual({ kind: 'shots', shots: 100, warmUp: 1500 });
  expect(lossWord('shots:many')).toEqual({ kind: 'shots', shots: 'many' });
  expect(lossWord('shots:1:2:3')).toBe('shots:1:2:3');
});

test.each([
  ['1,10,100', [1, 10, 100]],
  ['0..4', [0, 1, 2, 3, 4]],
  ['0.5, 0.85', [0.5, 0.85]],
  ['1..2,7', [1, 2, 7]],
  [undefined, undefined],
])('numbersWord: %s', (word, numbers) => {
  expect(numbersWord('--n', word)).toEqual(numbers);
});

test.each(['', '1,', 'x', '2..1', '0..0.5', '1..2..3', '0..100000', '..3'])('numbersWord refuses "%s"', (word) => {
  expect(refusal(() => numbersWord('--n', word))).toMatchObject({
    code: 'usage',
    message: expect.stringContaining('write for instance --n 1,2 or --n 0..4'),
  });
});

test('weights of classes by their words', () => {
  expect(classWeightsWord('balanced')).toBe('balanced');
  expect(classWeightsWord('yes=2, no=0.5')).toEqual({ words: { yes: 2, no: 0.5 } });
  expect(classWeightsWord('"a, b"=2,c=1e-3')).toEqual({ words: { 'a, b': 2, c: 0.001 } });
  expect(classWeightsWord('"x=y"=3')).toEqual({ words: { 'x=y': 3 } });
  for (const wrong of ['balance', 'yes=two', 'yes=', 'yes=0', 'yes=-1', '=2', '=', '', 'yes=1,no']) {
    const { code, message } = refusal(() => classWeightsWord(wrong));
    expect([code, message]).toEqual(['usage', expect.stringContaining(`--class-weights is "${wrong}"`)]);
  }
});
