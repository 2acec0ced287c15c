import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/cli/settings/resolve.js';
import { networkSpec } from '../../src/network/network.js';
import { readText } from '../../src/node/files.js';
import { learningTask } from '../../src/tasks/make.js';
import { networkOf } from '../../src/tasks/network-settings.js';
import { said } from '../cli/said.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { refusal } from '../refusal.js';

const folder = temporaryFolder();
const data = join(folder, 'table.csv');
const lines = Array.from({ length: 16 }, (_, i) => `${i},${i % 4},${-i},${i % 2 ? 'yes' : 'no'}`);
writeFileSync(data, `a,b,c,label\n${lines.join('\n')}\n`);

const task = (flat: Record<string, unknown>) => learningTask(resolve(said(flat)), readText);

test('the clusters are those of the seed', () => {
  const { training, validation, model } = task({ data: 'clusters', dataSeed: 3, seed: 5 });
  expect([training.length, validation?.length, training.features]).toEqual([3072, 1024, 8]);
  expect([model.angles, model.weightCount, model.columns]).toEqual([264, 4, null]);
  expect(model.parameters).toEqual(model.withInitialParameters(5).parameters);
  expect(task({ data: 'clusters', dataSeed: 4 }).training.rows).not.toEqual(training.rows);
});

test('the small clusters go to two qubits and one', () => {
  const { training, model } = task({ data: 'clusters', dimension: 3, ebits: 1 });
  expect([training.length, training.features, ...model.features]).toEqual([384, 3, 2, 1]);
});

test('all of the CHSH game is trained on', () => {
  const { training, validation } = task({ data: 'chsh', chshEmbedding: 'alternative' });
  expect([training.length, validation]).toEqual([16, null]);
});

test('a table is split by class, and scaled by its training rows alone', () => {
  const { training, validation, model } = task({ data, columns: { A: ['c'], B: ['a', 'b'] }, validation: 0.25 });
  expect([training.length, validation?.length]).toEqual([12, 4]);
  expect(validation?.labels.filter((label) => label === 1).length).toBe(2);
  expect(model.columns).toEqual({
    features: { A: ['c'], B: ['a', 'b'] },
    label: { column: 'label', positive: 'yes', negative: 'no' },
  });
  for (let column = 0; column < 3; column++) {
    const values = Array.from({ length: 12 }, (_, row) => training.rows[3 * row + column]);
    expect(Math.min(...values)).toBeCloseTo(-Math.PI / 2, 14);
    expect(Math.max(...values)).toBeCloseTo(Math.PI / 2, 14);
  }
  expect(task({ data, columns: { A: ['c'], B: ['a', 'b'] }, positive: 'no' }).model.columns?.label).toMatchObject({
    positive: 'no',
  });
});

test('the processors decide on the order of the columns', () => {
  const processors = [
    { name: 'B', qubits: 2 },
    { name: 'A', qubits: 1 },
  ];
  const { model } = task({ data, columns: { A: ['c'], B: ['a', 'b'] }, processors });
  expect(Object.keys(model.columns?.features ?? {})).toEqual(['B', 'A']);
  expect(model.features).toEqual([2, 1]);
});

describe('the network', () => {
  test('of a number of ebits joins equal qubits', () => {
    const { ebits } = networkSpec(networkOf(resolve(said({ data: 'clusters', ebits: 2, fidelity: 0.9 })).network));
    expect(ebits).toEqual([
      { between: ['A.0', 'B.0'], fidelity: 0.9 },
      { between: ['A.1', 'B.1'], fidelity: 0.9 },
    ]);
  });

  const bad: [string, Record<string, unknown>, string][] = [
    ['a fidelity that no state has', { fidelity: 0.1 }, 'A fidelity of 0.1 is outside [1/4, 1]'],
    ['a fidelity of no ebit', { fidelity: 2, ebits: 0 }, 'A fidelity of 2'],
    ['more ebits than qubits', { ebits: 5 }, '5 ebits do not fit between processors of 4 and 4 qubits'],
    [
      'a qubit in two ebits',
      { ebits: [{ between: ['A.0', 'B.0'] }, { between: ['A.0', 'B.1'] }] },
      'Qubit A.0 is in two ebits',
    ],
    ['an ebit inside one processor', { ebits: [{ between: ['A.0', 'A.1'] }] }, 'lies inside one processor'],
  ];
  test.each(bad)('refuses %s', (_, settings, message) => {
    const error = refusal(() => task({ data: 'clusters', ...settings }));
    expect(error.code).toBe('network');
    expect(error.message).toContain(message);
  });
});

test('processors that read another number of features than there are are refused', () => {
  const error = refusal(() => task({ data: 'clusters', qubits: 2 }));
  expect(error.code).toBe('shape');
  expect(error.message).toContain('8 features, but the processors read 4 (2 at A, 2 at B)');
});

describe('data of many parties', () => {
  test('clusters give each an equal share of the features', () => {
    const { training, validation, model } = task({ data: 'clusters', parties: 4, dimension: 9, topology: 'line' });
    expect([training.length, validation?.length, training.features]).toEqual([3072, 1024, 9]);
    expect(model.features).toEqual([3, 2, 2, 2]);
    expect(model.network.ebits).toHaveLength(3);
  });

  test.each([
    ['chsh-ring', 3, 512, 3],
    ['chsh-ring', 5, 4096, 3],
    ['mermin', 3, 32, 2],
    ['mermin', 7, 4096, 2],
  ])('%s of %i parties are all trained on', (data, parties, rows, features) => {
    const { training, validation, model } = task({ data, parties, ebits: 0 });
    expect([training.length, validation]).toEqual([rows, null]);
    expect(model.features).toEqual(Array(parties).fill(features));
  });

  test('a table goes to three parties and to five', () => {
    const wide = join(folder, 'wide.csv');
    const cells = (i: number) => Array.from({ length: 10 }, (_, j) => (i * (j + 3)) % 17);
    const body = Array.from({ length: 24 }, (_, i) => `${cells(i)},${i % 2 ? 'yes' : 'no'}`);
    writeFileSync(wide, `${Array.from({ length: 10 }, (_, j) => `c${j}`)},label\n${body.join('\n')}\n`);
    const three = { A: ['c0', 'c1'], B: ['c2', 'c6'], C: ['c3', 'c4', 'c5'] };
    const named = task({ data: wide, columns: three, circuit: 'qcnn', topology: 'line' }).model;
    expect([named.features, named.network.ebits.length]).toEqual([[2, 2, 3], 2]);
    const dealt = task({ data: wide, parties: 5, circuit: 'qcnn', topology: 'ring' }).model;
    expect([dealt.features, dealt.network.ebits.length]).toEqual([[2, 2, 2, 2, 2], 5]);
    expect(dealt.columns?.features.E).toEqual(['c8', 'c9']);
  });
});
