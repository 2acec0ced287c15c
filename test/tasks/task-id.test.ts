import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../src/tasks/canonical.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { type EvaluationTaskSettings, evaluationTask } from '../../src/tasks/evaluation-task.js';
import { type FitTaskSettings, fitTask } from '../../src/tasks/fit-task.js';
import { taskId } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

describe('the text of plain data', () => {
  test('is equal for equal data, whatever the order of keys and what is not there', () => {
    expect(canonicalText({ b: 1, a: { d: [2, { f: 3, e: 4 }], c: null, g: undefined } })).toBe(
      '{"a":{"d":[2,{"e":4,"f":3}]},"b":1}',
    );
  });

  test.each([
    [-0, '0'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [100, '100'],
    [1e21, '1e+21'],
    [2 ** 53, '9007199254740992'],
  ])('has %d as %s', (value, text) => {
    expect(canonicalText([value])).toBe(`[${text}]`);
  });

  test.each([
    [Number.NaN, 'not-finite'],
    [Number.POSITIVE_INFINITY, 'not-finite'],
    [new Date(0), 'config'],
    [() => 1, 'config'],
  ])('is refused for %s', (value, code) => {
    expect(refusal(() => canonicalText({ a: value })).code).toBe(code);
  });
});

describe('the name of a task', () => {
  const base: FitTaskSettings = { data: { kind: 'clusters' }, network: { ebits: 1 }, training: { seed: 1 } };

  test('does not depend on the order in which things are said, nor on what is said that holds anyway', () => {
    const same: FitTaskSettings = {
      training: { learningRate: 0.01, seed: 1 },
      model: { depth: 20 },
      network: { ebits: [{ between: ['A.0', 'B.0'], fidelity: 1 }] },
      data: { dimension: 8, kind: 'clusters', seed: 1 },
    };
    expect(taskId(fitTask(same))).toBe(taskId(fitTask(base)));
  });

  test.each<FitTaskSettings>([
    { ...base, data: { kind: 'clusters', seed: 2 } },
    { ...base, network: { ebits: 2 } },
    { ...base, network: { ebits: 1, fidelity: 0.9 } },
    { ...base, model: { depth: 19 } },
    { ...base, model: { mixing: 1 } },
    { ...base, training: { seed: 2 } },
    { ...base, training: { seed: 1, beta1: 0.8 } },
  ])('is another for %j', (other) => {
    expect(taskId(fitTask(other))).not.toBe(taskId(fitTask(base)));
  });

  const trained: EvaluationTaskSettings = { data: { kind: 'chsh' }, model: { depth: 1 }, parameters: [1, 2] };

  test('of an evaluation counts the seed where shots are drawn, and nothing that is not asked for', () => {
    const id = (more: Partial<EvaluationTaskSettings>) => taskId(evaluationTask({ ...trained, ...more }));
    expect(id({ seed: 1 })).toBe(id({}));
    expect(id({ expectations: false })).toBe(id({}));
    const others = [{}, { shots: [1] }, { shots: [1], seed: 1 }, { expectations: true }, { rows: 'training' as const }];
    expect(new Set([...others, { parameters: [1, 3] }].map(id)).size).toBe(others.length + 1);
  });

  test('is the same in every version that gives the same numbers', () => {
    const rank = dimensionTask({ network: { ebits: 4 }, model: { depth: 10 }, measure: { seed: 1 } });
    const evaluation = evaluationTask(trained);
    expect([fitTask(base), rank, evaluation].map(taskId)).toMatchInlineSnapshot(`
      [
        "3d93ea01206834eccb1b413fca5def87",
        "21daad8f4b1c42c062ce3f090e960ace",
        "696bef9452916c89c364f738608a1d9f",
      ]
    `);
  });
});
