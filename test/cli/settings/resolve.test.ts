import { resolve as absolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedSettings } from '../../../src/cli/settings/check.js';
import { mergedSettings, resolve as resolveSettings } from '../../../src/cli/settings/resolve.js';
import { refusal } from '../../refusal.js';
import { said } from '../said.js';

type Flat = Record<string, unknown>;
const resolve = (flat: Flat) => resolveSettings(said(flat));

const table = { data: 'x.csv', columns: { A: ['a', 'b'], B: ['c', 'd', 'e', 'f'] } } as const satisfies object;
const columns = { A: ['a', 'b'], B: ['c', 'd', 'e', 'f'] };
const AB = [
  { name: 'A', qubits: 4 },
  { name: 'B', qubits: 4 },
];

test('everything that is left open is filled in', () => {
  expect(resolve({ data: 'clusters' })).toEqual({
    kind: 'fit',
    data: { kind: 'clusters', seed: 1, corners: 'grid', dimension: 8 },
    network: { processors: AB, ebits: 1, fidelity: 1 },
    model: { kind: 'classifier', pairs: 'ring', mixing: 0, depth: 20, weights: 'free' },
    training: {
      loss: 'mse',
      iterations: 2000,
      optimiser: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      batch: 'quarter',
      sampling: 'epochs',
      seed: 0,
      engine: 'auto',
      evaluateEvery: 100,
    },
    run: { seeds: 1, checkpointEvery: 500 },
  });
});

describe('what is resolved', () => {
  const settings: Flat[] = [
    { data: 'clusters', ebits: 2, fidelity: 0.9, seed: 7 },
    { data: 'clusters', dimension: 3, ebits: 0 },
    { data: 'chsh', chshEmbedding: 'alternative', weights: 'parity' },
    { ...table, columns, positive: 'yes', earlyStop: 5 },
    { data: 'clusters', processors: AB, ebits: [{ between: ['A.0', 'B.1'] }], fidelity: 0.8 },
  ];

  test.each(settings)('is a configuration that says the same: %j', (given) => {
    const config = resolve(given);
    expect(resolveSettings(checkedSettings(JSON.parse(JSON.stringify(config)), 'It', 'config'))).toEqual(config);
  });

  test('is written in one order', () => {
    const one = JSON.stringify(resolve({ data: 'clusters', seed: 1, depth: 2 }));
    expect(JSON.stringify(resolve({ depth: 2, seed: 1, data: 'clusters' }))).toBe(one);
    expect(JSON.stringify(resolveSettings(resolve({ data: 'clusters', seed: 1, depth: 2 })))).toBe(one);
  });
});

test('processors come from the columns, or from the shape of the data', () => {
  expect(resolve({ ...table, columns, depth: 20 }).network.processors).toEqual([
    { name: 'A', qubits: 2 },
    { name: 'B', qubits: 4 },
  ]);
  expect(resolve({ ...table, columns }).network.processors.map(({ qubits }) => qubits)).toEqual([2, 2]);
  expect(resolve({ data: 'chsh' }).network.processors.map(({ qubits }) => qubits)).toEqual([2, 2]);
  expect(resolve({ data: 'clusters', dimension: 3 }).network.processors.map(({ qubits }) => qubits)).toEqual([2, 1]);
  expect(resolve({ data: 'chsh', qubits: 4 }).network.processors.map(({ qubits }) => qubits)).toEqual([4, 4]);
});

test('a table is known by its whole path', () => {
  expect(resolve({ ...table, columns }).data).toMatchObject({ kind: 'table', path: absolute('x.csv') });
});

test('a fidelity is that of all listed ebits which have no state of their own', () => {
  const config = resolve({ data: 'clusters', ebits: [{ between: ['A.0', 'B.0'] }], fidelity: 0.8 });
  expect(config.network.ebits).toEqual([{ between: ['A.0', 'B.0'], fidelity: 0.8 }]);
  expect(config.network.fidelity).toBeUndefined();
});

test('one processor has no ebits, and three must say theirs', () => {
  expect(resolve({ data: 'x.csv', columns: { A: ['a'] } }).network.ebits).toBe(0);
  const three = { data: 'x.csv', columns: { A: ['a'], B: ['b'], C: ['c'] } };
  expect(refusal(() => resolve(three)).message).toContain('Between which of the processors A, B, C');
  expect(refusal(() => resolve({ ...three, ebits: 1 })).message).toContain('--ebits A.0:B.0,B.1:C.0');
  expect(resolve({ ...three, ebits: 0 }).network.ebits).toBe(0);
});

describe('refused are', () => {
  const contradictions: [string, Flat, string][] = [
    ['no data', {}, 'nothing to train on'],
    ['columns of the clusters', { data: 'clusters', columns }, '--columns means nothing for the data "clusters"'],
    ['a seed of the CHSH game', { data: 'chsh', dataSeed: 1 }, '--data-seed means nothing for the data "chsh"'],
    ['corners of a table', { ...table, columns, corners: 'grid' }, '--corners means nothing'],
    ['columns beside a number of parties', { ...table, columns, parties: 2 }, '"--columns" and "--parties"'],
    ['qubits beside processors', { data: 'clusters', qubits: 4, processors: AB }, '"--qubits" and "processors"'],
    [
      'pairs beside an embedding',
      { data: 'chsh', pairs: 'all', embedding: { kind: 'unitary' } },
      '"--pairs" and "embedding"',
    ],
    [
      'columns of no processor',
      { ...table, columns: { ...columns, C: ['g'] }, processors: AB },
      'assigned to each of the processors A, B, not some to "C"',
    ],
    ['a processor without columns', { ...table, columns: { A: ['a'] }, processors: AB }, 'not none to "B"'],
    [
      'a fidelity beside those of the ebits',
      { data: 'clusters', fidelity: 0.9, ebits: [{ between: ['A.0', 'B.0'], fidelity: 1 }] },
      'The ebit between A.0 and B.0 has a state of its own',
    ],
    ['seeds beyond the last one', { data: 'chsh', seed: Number.MAX_SAFE_INTEGER, seeds: 2 }, 'There are no 2 seeds'],
  ];

  test.each(contradictions)('%s', (_, settings, message) => {
    const error = refusal(() => resolve(settings));
    expect(error.code).toBe('usage');
    expect(error.message).toContain(message);
  });
});

describe('settings over others', () => {
  const table = said({ data: 'x.csv', columns: { A: ['a'], B: ['b'] }, label: 'y' });

  test('are those of each part that are said last', () => {
    const merged = mergedSettings(said({ data: 'clusters', dataSeed: 3, depth: 2 }), said({ depth: 5, seeds: 4 }));
    expect(merged).toMatchObject({ data: { kind: 'clusters', seed: 3 }, model: { depth: 5 }, run: { seeds: 4 } });
  });

  test('keep no digest of a table that is to be another, or read otherwise', () => {
    const known = { ...table, data: { ...table.data, digest: 'a'.repeat(64) } } as typeof table;
    expect(mergedSettings(known, {}).data).toEqual(known.data);
    expect(mergedSettings(known, said({ label: 'z' })).data).toEqual({ ...table.data, label: 'z' });
    expect(mergedSettings(known, said({ data: 'z.csv' })).data).toEqual({ ...table.data, path: 'z.csv' });
  });

  test('say anew who holds the columns, by names or by a number of parties', () => {
    const three = said({ data: 'x.csv', parties: 3, label: 'y' });
    const columns = { A: ['a'], B: ['b'] };
    expect(mergedSettings(three, said({ columns })).data).toEqual(table.data);
    expect(mergedSettings(table, said({ parties: 3 })).data).toEqual(three.data);
    expect(mergedSettings(three, said({ parties: 2, depth: 1 })).data).toMatchObject({ parties: 2 });
    expect(mergedSettings(three, said({ label: 'z' })).data).toMatchObject({ parties: 3, label: 'z' });
  });

  test('go on with an optimiser, or begin with another', () => {
    const adam = resolve({ data: 'chsh', learningRate: 0.05, beta2: 0.99 });
    const training = (flat: Flat) => resolveSettings(mergedSettings(adam, said(flat))).training.optimiser;
    expect(training({ learningRate: 0.1 })).toMatchObject({ kind: 'adam', learningRate: 0.1, beta2: 0.99 });
    expect(training({ optimiser: 'sgd', momentum: 0.5 })).toEqual({
      kind: 'sgd',
      learningRate: 0.01,
      momentum: 0.5,
      nesterov: false,
    });
  });

  test('about other data keep what was said of the first, to be refused by name', () => {
    const error = refusal(() => resolveSettings(mergedSettings(table, said({ data: 'clusters' }))));
    expect(error.message).toContain('--columns means nothing for the data "clusters"');
  });
});
