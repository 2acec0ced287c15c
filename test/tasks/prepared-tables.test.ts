import { expect, test } from 'vitest';
import { fitTask } from '../../src/tasks/fit-task.js';
import { learningTask } from '../../src/tasks/make.js';
import { settledTask, taskId } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

const csv = [
  'a,b,label',
  ...Array.from({ length: 24 }, (_, n) => `${n % 5 === 2 ? '' : (n * 7) % 24},${['u', 'v', 'w'][n % 3]},${n % 2}`),
].join('\n');
const read = () => csv;
const table = { kind: 'table', path: 'any.csv', columns: { A: ['a'], B: ['b'] } } as const;
const processors = [
  { name: 'A', qubits: 1 },
  { name: 'B', qubits: 4 },
];
const id = (data: object, text = csv) =>
  taskId(settledTask(fitTask({ data: { ...table, ...data }, network: { processors } }), () => text));

test('what is made of gaps and words is part of the name of a task, how the file is written is not', () => {
  const ways = [
    { missing: 'median', words: 'onehot' },
    { missing: 'median', words: 'ordinal' },
    { missing: 'drop', words: 'onehot' },
  ];
  expect(new Set(ways.map((way) => id(way))).size).toBe(3);
  const first = ways[0];
  expect(id({ ...first, separator: ';' }, csv.replaceAll(',', ';'))).toBe(id(first));
  expect(id({ ...first, encoding: 'latin1' })).toBe(id(first));
  // The words themselves count, and so does it whether a value was there or was filled in.
  expect(id(first, csv.replaceAll('w', 'z'))).not.toBe(id(first));
  const filled = csv.replace('\n,', '\n0,');
  expect(id(first, filled)).not.toBe(id(first));
});

test('how many features one-hot words become has to be found before a network is made', () => {
  const words = { ...table, missing: 'drop', words: 'onehot' } as const;
  const model = { circuit: 'qcnn' } as const;
  expect(refusal(() => fitTask({ data: words, model }))).toMatchObject({ code: 'config' });
  const said = { ...words, widths: { A: 1, B: 3 } };
  expect(fitTask({ data: said, model }).network?.processors).toEqual([
    { name: 'A', qubits: 1 },
    { name: 'B', qubits: 3 },
  ]);
  const wrong = fitTask({ data: { ...words, widths: { A: 1, B: 2 } }, model });
  expect(refusal(() => learningTask(wrong, read))).toMatchObject({
    code: 'columns',
    message: expect.stringContaining('the columns of "B" become 3 features, not 2'),
  });
});

test('the model is tied to what was made of its columns', () => {
  const data = { ...table, missing: 'median', words: 'ordinal' } as const;
  const { model, remarks } = learningTask(fitTask({ data }), read);
  expect(model.preparation?.columns.map(({ column, kind }) => [column, kind])).toEqual([
    ['a', 'number'],
    ['b', 'ordinal'],
  ]);
  expect(remarks).toContain('5 values in 1 column filled by the training median');
  expect(remarks).toContain('1 column of words (b) became 1 feature (ordinal)');
});
