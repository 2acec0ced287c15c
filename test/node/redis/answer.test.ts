import { describe, expect, test } from 'vitest';
import { EbitError } from '../../../src/errors.js';
import { failureOf, failureText, outcomeOf, outcomeText, wayNoteOf } from '../../../src/node/redis/answer.js';
import { runTask } from '../../../src/tasks/run.js';
import { everyKind, fitJob } from './tasks.js';

describe('an outcome', () => {
  test.each(everyKind().map((job) => [job.task.kind, job] as const))(
    'of kind %s arrives as it was',
    async (kind, job) => {
      const outcome = await runTask(job.task);
      expect(outcomeOf(outcomeText(outcome), 'a', kind)).toEqual(outcome);
    },
  );

  test('of another kind, another version or with something else in it is refused', async () => {
    const text = outcomeText(await runTask(fitJob(1).task));
    const refused = (given: string) => () => outcomeOf(given, 'a', 'fit');
    expect(() => outcomeOf(text, 'a', 'dimension')).toThrow(/of kind "fit", not "dimension"/);
    expect(refused(text.replace(/"numerics":\d+/, '"numerics":1'))).toThrow(/numerics/);
    expect(refused(text.replace('"iterations"', '"iteration"'))).toThrow(/unknown key/);
    expect(refused('{')).toThrow(/no JSON/);
    expect(refused(text)).not.toThrow();
  });
});

describe('a failure', () => {
  test('arrives with its code', () => {
    const error = failureOf(failureText('csv', 'Line 3 [sic] has\ntwo lines.'), 'a');
    expect(error).toEqual(new EbitError('csv', 'Line 3 [sic] has\ntwo lines.'));
    expect(error.code).toBe('csv');
  });

  test('of BullMQ itself is told in our words', () => {
    expect(failureOf('job stalled more than allowable limit', 'abc')).toMatchObject({
      code: 'worker',
      message: expect.stringMatching(/The task abc was given up: whatever ran it was lost each time/),
    });
    expect(failureOf('[nonsense] x', 'abc')).toMatchObject({
      code: 'worker',
      message: 'The task abc failed: [nonsense] x',
    });
  });
});

test('of what is said on the way only what a task can say is heard', () => {
  const scores = { trainingAccuracy: 1, trainingLoss: 0.5, validationAccuracy: null, validationLoss: null };
  const progress = { kind: 'progress', progress: { seed: 1, iteration: 2, iterations: 3, loss: 0.5, scores } };
  expect(wayNoteOf(progress)).toEqual(progress);
  expect(wayNoteOf({ kind: 'checkpoint' })).toEqual({ kind: 'checkpoint' });
  for (const other of [50, null, { kind: 'checkpoint', path: 'x' }, { ...progress, more: 1 }, { kind: 'draw' }]) {
    expect(wayNoteOf(other)).toBeNull();
  }
});
