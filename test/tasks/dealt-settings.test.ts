import { describe, expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { zz } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { dealtSettings } from '../../src/tasks/dealt-settings.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { type FitTaskSettings, fitTask } from '../../src/tasks/fit-task.js';
import { pathNames } from '../../src/tasks/naming.js';
import { settledTask, taskId } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

const header = 'a,b,c,y,d,e';
const text = `${header}\n1,2,3,u,4,5\n5,6,7,v,8,9\n1,3,3,u,4,4\n5,7,7,v,8,8\n`;
const read = () => text;
const table = { kind: 'table', path: 'any.csv', label: 'y' } as const;
const dealt = (settings: FitTaskSettings) => dealtSettings(settings, pathNames, read);
const columnsOf = (settings: FitTaskSettings) => (dealt(settings).data as { columns?: unknown }).columns;
const wide = (count: number) => `${Array.from({ length: count }, (_, i) => `f${i}`).join()},y\n`;
const row = (count: number) => `${Array(count).fill('1').join()},u\n`;

describe('columns that nobody holds', () => {
  test('are dealt to A and B, to as many parties as are asked for, or to the processors', () => {
    expect(columnsOf({ data: table })).toEqual({ A: ['a', 'b', 'c'], B: ['d', 'e'] });
    expect(dealt({ data: { ...table, parties: 3 } }).data).toEqual({
      ...table,
      columns: { A: ['a', 'b'], B: ['c', 'd'], C: ['e'] },
    });
    const processors = [
      { name: 'left', qubits: 3 },
      { name: 'right', qubits: 2 },
    ];
    expect(columnsOf({ data: table, network: { processors } })).toEqual({ left: ['a', 'b', 'c'], right: ['d', 'e'] });
    expect(columnsOf({ data: { ...table, parties: 2 }, network: { processors } })).toHaveProperty('right');
  });

  test('make the same task as columns that are named', () => {
    const named = { ...table, columns: { A: ['a', 'b', 'c'], B: ['d', 'e'] } };
    const model = { circuit: 'qcnn' } as const;
    const [one, other] = [fitTask(dealt({ data: table, model })), fitTask({ data: named, model })];
    expect(one).toEqual(other);
    const [settled, again] = [one, other].map((task) => settledTask(task, read));
    expect(settled).toEqual(again);
    expect(taskId(settled)).toBe(taskId(again));
    expect(settled.data).not.toHaveProperty('parties');
    expect(settled.network?.processors.map(({ qubits }) => qubits)).toEqual([3, 2]);
  });

  test('are dealt where there are some, and elsewhere settings stay what they are', () => {
    const others: FitTaskSettings[] = [
      {},
      { data: { kind: 'clusters' } },
      { data: { ...table, columns: { A: ['a'] } } },
      { data: { kind: 'table', label: 'y' } },
    ];
    for (const settings of others) expect(dealt(settings)).toBe(settings);
  });

  test('are ten a party at most, unless the settings have a circuit or an embedding of their own, or no processors', () => {
    const readWide = () => wide(21) + row(21);
    const wideOf = (settings: FitTaskSettings) => dealtSettings({ data: table, ...settings }, pathNames, readWide);
    const error = refusal(() => wideOf({ model: { circuit: 'qcnn' } }));
    expect(error.code).toBe('columns');
    expect(error.message).toContain('say by data.columns which are used, or deal them to 3 by data.parties');
    for (const model of [
      { depth: 3, pairs: 'all' },
      { circuit: qcnn({ depth: 1 }), embedding: zz() },
    ] as const) {
      expect(refusal(() => wideOf({ model })).code).toBe('columns');
    }
    const own = circuit(1).rx(0.1, 0);
    for (const model of [
      {},
      { circuit: customCircuit({ circuit: own, readout: 0 }) },
      { embedding: { kind: 'custom', circuits: [own] } },
      { kind: 'logistic' },
    ] as const) {
      expect((wideOf({ model }).data as { columns: Record<string, unknown[]> }).columns.A).toHaveLength(11);
    }
  });
});

test.each<[string, FitTaskSettings, string, string]>([
  [
    'a label that is not said',
    { data: { kind: 'table', path: 'any.csv' } },
    'config',
    'Say by data.label which column holds the classes; there is none called "label". The columns are: a, b, c, y, d, e.',
  ],
  ['a label that there is not', { data: { ...table, label: 'x' } }, 'columns', 'There is no column "x".'],
  ['seventeen parties', { data: { ...table, parties: 17 } }, 'range', 'give an integer from 1 to 16'],
  [
    'other parties than processors',
    { data: { ...table, parties: 3 }, network: { processors: [{ name: 'A', qubits: 5 }] } },
    'config',
    '"data.parties" is 3 and "network.processors" lists 1',
  ],
])('%s is refused', (_, settings, code, words) => {
  const error = refusal(() => dealt(settings));
  expect(error.message).toContain(words);
  expect(error.code).toBe(code);
});

test('a task has columns: who makes one without the table says them', () => {
  const error = refusal(() => fitTask({ data: table }));
  expect(error.message).toContain('Say which columns of the table each processor holds, such as data.columns: {');
  const both = { ...table, columns: { A: ['a'], B: ['b'] }, parties: 2 };
  expect(refusal(() => fitTask({ data: both })).message).toContain('"data.columns" and "data.parties" both say');
  expect(refusal(() => dimensionTask({ inputs: { kind: 'data', data: both } })).code).toBe('config');
  expect(refusal(() => fitTask({ data: { kind: 'chsh', parties: 2 } as never })).message).toContain('means nothing');
});
