import { describe, expect, test } from 'vitest';
import { networkSpec } from '../../src/network/network.js';
import { type DimensionTaskSettings, dimensionTask } from '../../src/tasks/dimension-task.js';
import { type FitTaskSettings, fitTask } from '../../src/tasks/fit-task.js';
import { networkOf, type PartialNetwork } from '../../src/tasks/network-settings.js';
import { taskId } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

const clusters = (parties: number | undefined, network: PartialNetwork): FitTaskSettings => ({
  data: { kind: 'clusters', ...(parties === undefined ? {} : { parties }) },
  network,
});

const made = (settings: FitTaskSettings) => {
  const { network } = fitTask(settings);
  if (network === null) throw new Error('a classifier has a network');
  return networkSpec(networkOf(network));
};

/** Which processors are joined by how many pairs: `AB2`. */
const edgesOf = (pairs: readonly { readonly between: readonly string[] }[]): string[] => {
  const names = pairs.map(({ between }) =>
    between
      .map((end) => end[0])
      .sort()
      .join(''),
  );
  return [...new Set(names)].sort().map((name) => `${name}${names.filter((other) => other === name).length}`);
};

describe('a topology', () => {
  test.each([
    ['line', ['AB1', 'BC1', 'CD1']],
    ['ring', ['AB1', 'AD1', 'BC1', 'CD1']],
    ['star', ['AB1', 'AC1', 'AD1']],
    ['complete', ['AB1', 'AC1', 'AD1', 'BC1', 'BD1', 'CD1']],
  ] as const)('%s joins four parties', (topology, edges) => {
    const { processors, ebits = [] } = made(clusters(4, { topology }));
    expect(processors.map(({ name, qubits }) => `${name}${qubits}`)).toEqual(['A4', 'B4', 'C4', 'D4']);
    expect(edgesOf(ebits)).toEqual(edges);
  });

  test('has so many ebits, and coins behind them, on every edge', () => {
    const { ebits = [], coins = [] } = made(clusters(3, { topology: 'ring', ebits: 1, coins: 1, fidelity: 0.9 }));
    expect([edgesOf(ebits), edgesOf(coins)]).toEqual([
      ['AB1', 'AC1', 'BC1'],
      ['AB1', 'AC1', 'BC1'],
    ]);
    expect(ebits.every(({ fidelity }) => fidelity === 0.9)).toBe(true);
    const places = [...ebits, ...coins].flatMap(({ between }) => between);
    expect(new Set(places).size).toBe(12);
    expect(edgesOf(made(clusters(3, { topology: 'line', ebits: 2 })).ebits ?? [])).toEqual(['AB2', 'BC2']);
    expect(made(clusters(3, { topology: 'line', ebits: 0 })).ebits).toEqual([]);
  });

  test('of two parties is the same task as none', () => {
    const plain = taskId(fitTask(clusters(undefined, { ebits: 2 })));
    expect(taskId(fitTask(clusters(2, { ebits: 2, topology: 'line' })))).toBe(plain);
    expect(taskId(fitTask({ ...clusters(2, { ebits: 2, parties: 2 }) }))).toBe(plain);
  });

  test('said again says the same', () => {
    const task = fitTask(clusters(4, { topology: 'star', coins: 1 }));
    expect(fitTask(task)).toEqual(task);
    expect(task.network).toMatchObject({ topology: 'star', ebits: 1, coins: 1, fidelity: 1 });
  });

  test('is refused beside a list of ebits, and where it does not fit', () => {
    const both = clusters(3, { topology: 'ring', ebits: [{ between: ['A.0', 'B.0'] }] });
    expect(refusal(() => fitTask(both)).message).toContain('both say who is joined');
    expect(refusal(() => made(clusters(6, { topology: 'star' }))).code).toBe('network');
    expect(refusal(() => fitTask(clusters(3, { topology: 'circle' as 'ring' }))).message).toContain('"line"');
  });
});

describe('the number of parties', () => {
  test('is that of the data, whichever of both says it', () => {
    const one = fitTask(clusters(3, { topology: 'ring' }));
    const other = fitTask(clusters(undefined, { topology: 'ring', parties: 3 }));
    expect(taskId(one)).toBe(taskId(other));
    expect(other.data).toEqual({ kind: 'clusters', seed: 1, corners: 'grid', parties: 3, dimension: 12 });
    expect(fitTask({ data: { kind: 'mermin' }, network: { parties: 5, ebits: 0 } }).data).toMatchObject({ parties: 5 });
  });

  test('describes processors where there are no data', () => {
    const of = (network: DimensionTaskSettings['network']) => dimensionTask({ network }).network.processors;
    expect(of({ parties: 3, topology: 'line' }).map(({ name, qubits }) => name + qubits)).toEqual(['A4', 'B4', 'C4']);
    expect(of({ parties: 3, qubits: [4, 2, 1], ebits: 0 }).map(({ qubits }) => qubits)).toEqual([4, 2, 1]);
    expect(of({}).map(({ name, qubits }) => name + qubits)).toEqual(['A4', 'B4']);
  });

  test('is refused where it contradicts something', () => {
    const said = (settings: FitTaskSettings) => refusal(() => fitTask(settings)).message;
    expect(said(clusters(3, { parties: 4, ebits: 0 }))).toBe(
      '"network.parties" is 4, and the data are for 3; leave out "network.parties", or make them agree.',
    );
    const processors = [{ name: 'A', qubits: 1 }];
    expect(said({ data: { kind: 'chsh' }, network: { parties: 4, processors } })).toContain('lists 1; leave out');
    expect(said({ data: { kind: 'chsh' }, network: { qubits: [2, 2, 2] } })).toContain('3 numbers for 2 processors');
    expect(said(clusters(17, { ebits: 0 }))).toBe('The number of parties is 17; give an integer from 2 to 16.');
    expect(said({ data: { kind: 'chsh', parties: 3 } as never })).toContain('means nothing for the data "chsh"');
    expect(said(clusters(4, {}))).toContain('give network.topology line, ring, star, complete, or give 0');
  });
});

describe('shares in settings', () => {
  const ghz = { between: ['A.0', 'B.0', 'C.0'], state: 'ghz' } as const;

  test('stand in place of ebits unless both are told, and keep what they say', () => {
    expect(made(clusters(3, { shares: [ghz] }))).toMatchObject({ ebits: [], shares: [{ ...ghz, visibility: 1 }] });
    const two = { between: ['A.1', 'B.1'], generators: ['XX', '-ZZ'], visibility: 0.5 };
    expect(made(clusters(2, { shares: [two] }))).toMatchObject({ ebits: [], shares: [two] });
    const beside = made(clusters(3, { topology: 'line', shares: [{ ...ghz, between: ['A.3', 'B.3', 'C.3'] }] }));
    expect(beside.ebits).toHaveLength(2);
    expect(beside.shares).toHaveLength(1);
  });

  test('are said again alike, and a network without them has another name than one with them', () => {
    const task = fitTask(clusters(3, { shares: [ghz] }));
    expect(fitTask(task)).toEqual(task);
    expect(taskId(task)).not.toBe(taskId(fitTask(clusters(3, { ebits: 0 }))));
    expect(taskId(fitTask(clusters(3, { ebits: 0, shares: [] })))).toBe(taskId(fitTask(clusters(3, { ebits: 0 }))));
  });

  test('ebits with a state of their own take no common fidelity', () => {
    const correlations = [0, 1, 2, 3].map((p) => [0, 1, 2, 3].map((q) => (p + q === 0 ? 1 : 0)));
    const ebits = [{ between: ['A.0', 'B.0'], correlations }] as const;
    expect(made(clusters(2, { ebits })).ebits).toEqual(ebits);
    expect(refusal(() => fitTask(clusters(2, { ebits, fidelity: 0.9 }))).message).toContain('has a state of its own');
  });
});
