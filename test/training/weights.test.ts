import { describe, expect, test } from 'vitest';
import { checked } from '../../src/schema.js';
import { classWeightsSchema, completeClassWeights, weighing } from '../../src/training/row-weights.js';
import { refusal } from '../refusal.js';

const labels = Float64Array.of(1, -1, -1, -1);
const judged = Float64Array.of(-1, 1);
const given = (classWeights: Parameters<typeof completeClassWeights>[0], sampleWeights: number[] | null = null) =>
  weighing({ classWeights: completeClassWeights(classWeights), sampleWeights }, labels, judged);

describe('what rows weigh', () => {
  test('is nothing to look at where all weigh 1', () => {
    expect(given(undefined)).toMatchObject({ weights: null, judgedWeights: null, sampleWeights: null });
  });

  test("is their class's weight, for rows that are only judged too", () => {
    const found = given({ negative: 3 });
    expect([found.weights, found.judgedWeights]).toStrictEqual([Float64Array.of(1, 3, 3, 3), Float64Array.of(3, 1)]);
  });

  test('is n / (2 n_label) where the classes are balanced, as scikit-learn has it', () => {
    const found = given('balanced');
    expect(found.classWeights).toStrictEqual({ positive: 2, negative: 4 / 6 });
    const total = (label: number) =>
      labels.reduce((sum, y, n) => sum + (y === label ? (found.weights?.[n] ?? 0) : 0), 0);
    expect(total(1)).toBeCloseTo(total(-1), 15);
  });

  test("is their own times their class's", () => {
    const found = given({ positive: 10 }, [1, 2, 3, 4]);
    expect(found.weights).toStrictEqual(Float64Array.of(10, 2, 3, 4));
    expect(found.judgedWeights).toStrictEqual(Float64Array.of(1, 10));
  });

  test('is refused where it is none', () => {
    const words = (run: () => unknown) => refusal(run).message;
    expect(words(() => given('balance' as 'balanced'))).toContain('Did you mean "balanced"?');
    expect(words(() => given({ positive: 0 }))).toContain('The weight of the class positive is 0');
    expect(words(() => given({ pos: 1 } as { positive?: number }))).toContain('classWeights has no option "pos"');
    expect(words(() => given(undefined, [1, 1]))).toContain('There are 2 sample weights for 4 training rows');
    expect(words(() => given(undefined, [1, 1, 0, 1]))).toContain('The sample weight of row 2 is 0');
    expect(words(() => given(undefined, [1, 1, Number.NaN, 1]))).toContain('row 2 is NaN');
    const alone = Float64Array.of(1, 1);
    expect(refusal(() => weighing({ classWeights: 'balanced', sampleWeights: null }, alone, null)).code).toBe('labels');
  });

  test('has a schema for files', () => {
    expect(checked(classWeightsSchema(), 'balanced', 'config', 'The file')).toBe('balanced');
    expect(checked(classWeightsSchema(), { positive: 2 }, 'config', 'The file')).toStrictEqual({ positive: 2 });
    expect(refusal(() => checked(classWeightsSchema(), { positive: -2 }, 'config', 'The file')).code).toBe('config');
  });
});

describe('what rows of more than two classes weigh', () => {
  const three = Float64Array.of(0, 0, 0, 1, 1, 2);
  const of = (classWeights: Parameters<typeof completeClassWeights>[0], rows = three, classes = 3) =>
    weighing({ classWeights: completeClassWeights(classWeights), sampleWeights: null }, rows, null, classes);

  test('is a number each, in their order', () => {
    expect(of([1, 2, 0.5]).weights).toStrictEqual(Float64Array.of(1, 1, 1, 2, 2, 0.5));
    expect(of(undefined).weights).toBeNull();
  });

  test('is n / (classes n_label) where they are balanced, of those that have rows', () => {
    expect(of('balanced').classWeights).toStrictEqual([6 / 9, 1, 2]);
    expect(of('balanced', three.slice(0, 5)).classWeights).toStrictEqual([5 / 6, 5 / 4, 1]);
    expect(refusal(() => of('balanced', three.slice(0, 3))).code).toBe('labels');
  });

  test('is refused where it is said of other classes', () => {
    const words = (run: () => unknown) => refusal(run).message;
    expect(words(() => of([1, 2]))).toContain(
      'There are 2 class weights in a list, which is for three classes or more',
    );
    expect(words(() => of([1, 2, 3, 4]))).toContain('There are 4 class weights in a list; give one for each of 3');
    expect(words(() => given([1, 2, 3]))).toContain('give { positive, negative } for two classes');
    expect(words(() => of({ positive: 2 }))).toContain('mean nothing for 3 classes');
    expect(words(() => of([1, 2, -1]))).toContain('The weight of the class 2 is -1');
    expect(words(() => given({ words: { yes: 2 } }))).toContain('Class weights by words ("yes") belong to a table');
    expect(words(() => completeClassWeights({ words: { yes: 0 } }))).toContain('The weight of the class "yes" is 0');
    expect(words(() => completeClassWeights({ words: null as never }))).toContain('give { word: weight }');
  });

  test('has a schema for files', () => {
    const read = (value: unknown) => checked(classWeightsSchema(), value, 'config', 'The file');
    expect(read([1, 2, 3])).toStrictEqual([1, 2, 3]);
    expect(read({ words: { yes: 2 } })).toStrictEqual({ words: { yes: 2 } });
    for (const wrong of [[1, 2], [1, 2, 0], { words: { yes: 0 } }, { words: {}, positive: 1 }]) {
      expect(refusal(() => read(wrong)).code).toBe('config');
    }
  });
});
