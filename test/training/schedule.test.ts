import { describe, expect, test } from 'vitest';
import { checked } from '../../src/schema.js';
import { completeSchedule, openSchedule, type ScheduleSettings, scheduleSchema } from '../../src/training/schedule.js';
import { refusal } from '../refusal.js';

function shares(settings: ScheduleSettings, count: number, iterations = count): number[] {
  const share = openSchedule(completeSchedule(settings, iterations));
  return Array.from({ length: count }, (_, t) => share(t));
}

describe('a schedule', () => {
  test('that is constant changes no bit', () => {
    expect(shares({ kind: 'constant' }, 4)).toStrictEqual([1, 1, 1, 1]);
  });

  test('rises linearly before all else', () => {
    expect(shares({ kind: 'constant', warmUp: 4 }, 6)).toStrictEqual([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(shares({ kind: 'step', warmUp: 2, every: 2, factor: 0.5 }, 8)).toStrictEqual([
      0.5, 1, 1, 1, 0.5, 0.5, 0.25, 0.25,
    ]);
    const both = shares({ kind: 'cosine', warmUp: 2 }, 6);
    const alone = shares({ kind: 'cosine' }, 4);
    expect(both).toStrictEqual([0.5, 1, ...alone]);
  });

  test("falls along the cosine of PyTorch's formula, and stays down", () => {
    const found = shares({ kind: 'cosine', over: 10, end: 0.2 }, 13);
    found.forEach((share, t) => {
      const written = 0.2 + ((1 - 0.2) * (1 + Math.cos((Math.min(t, 10) * Math.PI) / 10))) / 2;
      expect(share).toBeCloseTo(written, 14);
    });
    expect([found[0], found[5], found[10], found[12]]).toStrictEqual([1, expect.closeTo(0.6, 14), 0.2, 0.2]);
    expect(completeSchedule({ kind: 'cosine' }, 77)).toMatchObject({ over: 77, end: 0, warmUp: 0 });
  });

  test('falls in steps, whatever is asked for first', () => {
    const plan = completeSchedule({ kind: 'step', every: 3, factor: 0.1 }, 9);
    const forwards = Array.from({ length: 12 }, (_, t) => openSchedule(plan)(t));
    const share = openSchedule(plan);
    const backwards = Array.from({ length: 12 }, (_, i) => share(11 - i)).reverse();
    expect(backwards).toStrictEqual(forwards);
    forwards.forEach((one, t) => {
      expect(one).toBeCloseTo(0.1 ** Math.floor(t / 3), 15);
    });
    expect(openSchedule(completeSchedule({ kind: 'step', every: 1, factor: 0.5 }, 9))(1e9)).toBe(0);
  });

  test.each<[unknown, string, string]>([
    [{ kind: 'cosin' }, 'config', 'There is no schedule "cosin". Did you mean "cosine"?'],
    ['cosine', 'config', 'The schedule is "cosine"; give an object such as { kind: "cosine" }.'],
    [null, 'config', 'The schedule is null'],
    [{ kind: 'cosine', warmup: 3 }, 'config', 'The schedule cosine has no option "warmup". Did you mean "warmUp"?'],
    [{ kind: 'cosine', warmUp: 0.5 }, 'range', 'The warm-up is 0.5'],
    [{ kind: 'cosine', warmUp: 50 }, 'range', "The warm-up takes 50 updates of the schedule's 50; leave at least one"],
    [{ kind: 'cosine', over: 0 }, 'range', 'The length of the schedule is 0'],
    [{ kind: 'cosine', end: 2 }, 'range', 'The end of the schedule is 2'],
    [{ kind: 'step', every: 0 }, 'range', 'The steps of the schedule is 0'],
    [{ kind: 'step', factor: 0 }, 'range', 'The factor of the schedule is 0'],
  ])('is refused: %j', (settings, code, words) => {
    const found = refusal(() => completeSchedule(settings as ScheduleSettings, 50));
    expect(found.code).toBe(code);
    expect(found.message).toContain(words);
  });

  test('has a schema for files', () => {
    const cosine = { kind: 'cosine', warmUp: 3, over: null, end: 0.1 };
    expect(checked(scheduleSchema(), cosine, 'config', 'The file')).toStrictEqual(cosine);
    expect(refusal(() => checked(scheduleSchema(), { kind: 'step', factor: 3 }, 'config', 'The file')).message).toBe(
      'The file is not valid at "factor": 3 where a number above 0 up to 1 belongs.',
    );
  });
});
