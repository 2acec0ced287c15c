import { expect, test } from 'vitest';
import { numberedWeights } from '../../src/tasks/class-weights.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { runTask } from '../../src/tasks/run.js';
import { refusal } from '../refusal.js';

const two = { positive: 'yes', negative: 'no' };

test('words become numbers, and what is not named weighs 1', () => {
  expect(numberedWeights({ words: { no: 3 } }, two)).toStrictEqual({ positive: 1, negative: 3 });
  expect(numberedWeights({ words: { '2.0': 3, 1: 2 } }, { classes: ['1', '2', '3'] })).toStrictEqual([2, 3, 1]);
  expect(numberedWeights({ words: { '-1': 3 } }, null)).toStrictEqual({ positive: 1, negative: 3 });
  expect(numberedWeights('balanced', two)).toBe('balanced');
});

test('a word that is no class is refused with those that are', () => {
  const { code, message } = refusal(() => numberedWeights({ words: { maybe: 3 } }, two));
  expect(code).toBe('labels');
  expect(message).toBe('A class weight is given to "maybe", which is no class; the classes are "yes", "no".');
});

test('a task of a table takes them, for every kind of model', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => `${n % 7},${(3 * n) % 5},${n % 3 === 0 ? 'yes' : 'no'}`);
  const text = ['a,b,y', ...rows].join('\n');
  const data = { kind: 'table', path: 't.csv', columns: { A: ['a'], B: ['b'] }, label: 'y' } as const;
  const read = () => text;
  const parametersOf = async (kind: 'classifier' | 'logistic', classWeights: object) => {
    const training = kind === 'logistic' ? { classWeights } : { iterations: 3, classWeights };
    const model = kind === 'logistic' ? { kind } : { depth: 1 };
    const outcome = await runTask(fitTask({ data, model, training } as never), { read });
    return outcome.parameters;
  };
  for (const kind of ['classifier', 'logistic'] as const) {
    const byWord = await parametersOf(kind, { words: { yes: 4 } });
    expect(byWord).toStrictEqual(await parametersOf(kind, { positive: 4 }));
    expect(byWord).not.toStrictEqual(await parametersOf(kind, {}));
  }
});
