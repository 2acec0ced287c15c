import * as v from 'valibot';
import { cos } from '../core/math.js';
import { EbitError } from '../errors.js';
import { checkedWord } from '../options.js';
import { lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { completed, numberRule, type Rule, type Rules, ruleEntries, wholeRule } from './rule.js';

/** The same learning rate throughout. */
export interface ConstantSchedule {
  readonly kind: 'constant';
  /** For how many updates the rate rises to its height, linearly and before all else; 0 unless told. */
  readonly warmUp?: number;
}

/** The learning rate falls along half a cosine. */
export interface CosineSchedule {
  readonly kind: 'cosine';
  /** As in {@link ConstantSchedule}. */
  readonly warmUp?: number;
  /** After how many updates, those of the warm-up included, it is down; null, and unless told, those of the fit. */
  readonly over?: number | null;
  /** The share of the learning rate at which it ends and stays, in [0, 1]; 0 unless told. */
  readonly end?: number;
}

/** The learning rate falls in steps. */
export interface StepSchedule {
  readonly kind: 'step';
  /** As in {@link ConstantSchedule}. */
  readonly warmUp?: number;
  /** After how many updates it falls, again and again; 500 unless told. */
  readonly every?: number;
  /** By what it is multiplied then, in (0, 1]; 0.5 unless told. */
  readonly factor?: number;
}

/** How the learning rate changes, as shares of it. */
export type ScheduleSettings = ConstantSchedule | CosineSchedule | StepSchedule;

/** The settings of a schedule, complete. */
export type SchedulePlan = Required<ConstantSchedule> | CosinePlan | Required<StepSchedule>;

interface CosinePlan extends Required<CosineSchedule> {
  readonly over: number;
}

interface ScheduleKind<Plan extends object> {
  readonly rules: Rules<Plan>;
  /** Returns the share of the learning rate `s` updates after the warm-up. */
  open(plan: Plan): (s: number) => number;
}

/** More updates than these no fit has. */
const MOST = 10_000_000;
const warmUp = wholeRule('The warm-up', 0, 0, MOST);
const over: Rule<number | null> = {
  what: 'The length of the schedule',
  standard: null,
  belongs: `an integer from 1 to ${MOST}, or null`,
  fits: (x) => x === null || (typeof x === 'number' && Number.isInteger(x) && x >= 1 && x <= MOST),
};

const constant: ScheduleKind<Required<ConstantSchedule>> = { rules: { warmUp }, open: () => () => 1 };

const cosine: ScheduleKind<Required<CosineSchedule>> = {
  rules: {
    warmUp,
    over,
    end: numberRule('The end of the schedule', 0, 'a number from 0 to 1', (x) => x >= 0 && x <= 1),
  },
  open(plan) {
    const { warmUp, over, end } = plan as CosinePlan;
    const length = over - warmUp;
    return (s) => (s >= length ? end : end + 0.5 * (1 - end) * (1 + cos((Math.PI * s) / length)));
  },
};

const step: ScheduleKind<Required<StepSchedule>> = {
  rules: {
    warmUp,
    every: wholeRule('The steps of the schedule', 500, 1, MOST),
    factor: numberRule('The factor of the schedule', 0.5, 'a number above 0 up to 1', (x) => x > 0 && x <= 1),
  },
  open({ every, factor }) {
    let falls = 0;
    let share = 1;
    return (s) => {
      // A product, since a power would not be the same number on every engine. Going up costs one multiplication a fall.
      const due = Math.floor(s / every);
      if (due < falls) [falls, share] = [0, 1];
      for (; falls < due && share > 0; falls++) share *= factor;
      return share;
    };
  },
};

/** All kinds of schedules by name. */
const schedules = { constant, cosine, step };

/** The name of a schedule. */
export type ScheduleName = keyof typeof schedules;

/** Every {@link ScheduleName}; the first is the default. */
export const scheduleNames = Object.keys(schedules) as ScheduleName[];

function kindOf(name: ScheduleName): ScheduleKind<SchedulePlan> {
  return schedules[name] as unknown as ScheduleKind<SchedulePlan>;
}

/**
 * Returns the settings of a schedule, checked and complete.
 *
 * @param iterations - of the fit: over so many a cosine falls unless told
 * @throws EbitError 'config' for an unknown kind or name; 'range' for a number outside its limits, and for a cosine that is
 *   over before its warm-up
 */
export function completeSchedule(given: ScheduleSettings | undefined, iterations: number): SchedulePlan {
  const settings = given === undefined ? { kind: scheduleNames[0] } : given;
  if (typeof settings !== 'object' || settings === null || !('kind' in settings)) {
    throw new EbitError(
      'config',
      `The schedule is ${shownValue(settings)}; give an object such as { kind: "${scheduleNames[1]}" }.`,
    );
  }
  const kind = checkedWord('schedule', settings.kind, scheduleNames);
  const plan = completed<SchedulePlan>(`The schedule ${kind}`, settings as Partial<SchedulePlan>, kindOf(kind).rules);
  if (plan.kind !== 'cosine') return plan;
  const length = plan.over ?? iterations;
  if (plan.warmUp >= length) {
    throw new EbitError(
      'range',
      `The warm-up takes ${plan.warmUp} updates of the schedule's ${length}; leave at least one for the cosine.`,
    );
  }
  return { ...plan, over: length };
}

/**
 * Returns what share of the learning rate each update has, by its number from 0 on.
 *
 *     constant:  1
 *     cosine:    end + (1 - end) (1 + cos(pi s / (over - warmUp))) / 2
 *     step:      factor^floor(s / every)
 *
 * with s = t - warmUp; before that (t + 1) / warmUp.
 *
 * @see PyTorch's CosineAnnealingLR and StepLR, of which these have the form
 */
export function openSchedule(plan: SchedulePlan): (t: number) => number {
  const after = kindOf(plan.kind).open(plan);
  const { warmUp } = plan;
  return (t) => (t < warmUp ? (t + 1) / warmUp : after(t - warmUp));
}

/** The schema of {@link ScheduleSettings} in a file. */
export const scheduleSchema = lazily(() => {
  const schemas = scheduleNames.map((name) =>
    v.strictObject({ kind: v.literal(name), ...ruleEntries(kindOf(name).rules) }),
  );
  return v.variant('kind', schemas as [(typeof schemas)[number]]) as unknown as v.GenericSchema<ScheduleSettings>;
});
