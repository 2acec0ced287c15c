// What is varied in a study. A new kind of axis is an entry in the table below.
import * as v from 'valibot';
import { exp, log } from '../core/math.js';
import { EbitError } from '../errors.js';
import { randomStream } from '../random.js';
import { lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { canonicalText } from '../tasks/canonical.js';
import { finiteSchema, positiveSchema, seedSchema } from '../tasks/schemas.js';

/** Numbers from one to another, both included: so many of them, or with so much between two. */
export interface RangeSettings {
  readonly from: number;
  readonly to: number;
  readonly count?: number | undefined;
  readonly step?: number | undefined;
}

/** Numbers from one to another, each by the same factor more than the one before. */
export interface LogRangeSettings {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Values that are drawn: from a list, or numbers from `from` to `to`. */
export interface RandomSettings {
  readonly count: number;
  readonly seed: number;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Whether numbers are as likely as others, or their logarithms, or are whole; `linear` unless told. */
  readonly scale?: 'linear' | 'log' | 'integer' | undefined;
  readonly of?: readonly unknown[] | undefined;
}

/** One thing that is varied: values at a path of the task, or several axes in step or in all combinations. */
export interface AxisSettings {
  /** What results call it; the (first) path unless told. */
  readonly name?: string | undefined;
  /** Of the task, such as `model.depth`; several paths get the same value. */
  readonly path?: string | readonly string[] | undefined;
  /** What results call each value; the value itself unless told. */
  readonly labels?: readonly string[] | undefined;
  readonly list?: readonly unknown[] | undefined;
  readonly range?: RangeSettings | undefined;
  readonly 'log-range'?: LogRangeSettings | undefined;
  readonly random?: RandomSettings | undefined;
  readonly zip?: readonly AxisSettings[] | undefined;
  readonly grid?: readonly AxisSettings[] | undefined;
}

/** One place on an axis: what it sets in the task, and by which coordinates it is known. */
export interface AxisPoint {
  readonly assignments: readonly (readonly [path: string, value: unknown])[];
  readonly coordinates: Readonly<Record<string, unknown>>;
}

/** How many tasks a study may have: beyond, a slip in a count would fill the memory. */
export const MOST_TASKS = 1_000_000;

/** Where an axis stands in the study, such as `axes.0`. */
type Place = string;

function refuse(place: Place, problem: string): never {
  throw new EbitError('config', `The study is not valid at "${place}": ${problem}`);
}

/** Decimal fractions come out as they are written by hand: 0.6, not 0.6000000000000001. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function rangeValues({ from, to, count, step }: RangeSettings, place: Place): number[] {
  if ((count === undefined) === (step === undefined)) {
    refuse(place, `count is ${shownValue(count)} and step is ${shownValue(step)}; give one of them.`);
  }
  if (step !== undefined) {
    const steps = (to - from) / step;
    if (!(steps >= 0 && steps < MOST_TASKS)) {
      refuse(place, `steps of ${step} do not lead from ${from} to ${to} in fewer than ${MOST_TASKS}; change the step.`);
    }
    // What falls short of the end by rounding alone has reached it.
    return Array.from({ length: Math.floor(steps + 1e-9) + 1 }, (_, i) => rounded(from + i * step));
  }
  return spaced(count as number, (share) => from + share * (to - from), from, to);
}

function spaced(count: number, valueAt: (share: number) => number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? from : i === count - 1 ? to : rounded(valueAt(i / (count - 1))),
  );
}

function logRangeValues({ from, to, count }: LogRangeSettings, place: Place): number[] {
  if (!(from > 0 && to > 0)) refuse(place, `from is ${from} and to is ${to}; a logarithm needs numbers above 0.`);
  const [low, high] = [log(from), log(to)];
  return spaced(count, (share) => exp(low + share * (high - low)), from, to);
}

function randomValues({ count, seed, from, to, scale = 'linear', of }: RandomSettings, place: Place, path: string) {
  const stream = randomStream(seed, `study/axis/${path}`);
  const draws = Array.from({ length: count }, (_, i) => stream.uniform(i));
  if (of !== undefined) {
    if (from !== undefined || to !== undefined) refuse(place, 'of and from both say what is drawn; give one of them.');
    return draws.map((share) => of[Math.floor(share * of.length)]);
  }
  if (from === undefined || to === undefined) refuse(place, 'it is not said what is drawn; give from and to, or of.');
  if (!(from < to)) refuse(place, `from is ${from} and to is ${to}; give a smaller number first.`);
  if (scale === 'log' && from <= 0) refuse(place, `from is ${from}; a logarithm needs a number above 0.`);
  if (scale === 'integer') {
    if (!Number.isInteger(from) || !Number.isInteger(to))
      refuse(place, `${from} and ${to} are not both whole numbers.`);
    return draws.map((share) => from + Math.floor(share * (to - from + 1)));
  }
  const [low, high] = scale === 'log' ? [log(from), log(to)] : [from, to];
  return draws.map((share) => {
    const value = low + share * (high - low);
    return rounded(scale === 'log' ? exp(value) : value);
  });
}

const listSchema = lazily(() => v.pipe(v.array(v.unknown()), v.nonEmpty()));
const countSchema = lazily(() => v.pipe(positiveSchema, v.minValue(2), v.maxValue(MOST_TASKS)));
const axesSchema = lazily(
  (): v.GenericSchema<readonly AxisSettings[]> => v.pipe(v.array(v.lazy(() => axisSchema())), v.nonEmpty()),
);

/** The kinds of axes that list values for a path: the shape of their settings, and the values. */
const valueKinds = {
  list: { schema: listSchema, values: (list: readonly unknown[]) => list },
  range: {
    schema: () =>
      v.strictObject({
        from: finiteSchema,
        to: finiteSchema,
        count: v.optional(countSchema()),
        step: v.optional(finiteSchema),
      }),
    values: rangeValues,
  },
  'log-range': {
    schema: () => v.strictObject({ from: finiteSchema, to: finiteSchema, count: countSchema() }),
    values: logRangeValues,
  },
  random: {
    schema: () =>
      v.strictObject({
        count: v.pipe(positiveSchema, v.maxValue(MOST_TASKS)),
        seed: seedSchema,
        from: v.optional(finiteSchema),
        to: v.optional(finiteSchema),
        scale: v.optional(v.picklist(['linear', 'log', 'integer'])),
        of: v.optional(listSchema()),
      }),
    values: randomValues,
  },
} as const;

/** The kinds of axes that are made of others. */
const joinedKinds = { zip: zipped, grid: gridded } as const;

const kinds = [...Object.keys(valueKinds), ...Object.keys(joinedKinds)] as (keyof AxisSettings)[];

/** The shape of an axis; which of its keys go together is said where its points are found. */
export const axisSchema = lazily(
  (): v.GenericSchema<AxisSettings> =>
    v.strictObject({
      name: v.optional(v.pipe(v.string(), v.nonEmpty())),
      path: v.optional(v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.array(v.string()), v.nonEmpty())])),
      labels: v.optional(v.array(v.string())),
      list: v.optional(valueKinds.list.schema()),
      range: v.optional(valueKinds.range.schema()),
      'log-range': v.optional(valueKinds['log-range'].schema()),
      random: v.optional(valueKinds.random.schema()),
      zip: v.optional(axesSchema()),
      grid: v.optional(axesSchema()),
    }),
);

/** Two points as one. @throws EbitError 'config' if both set, or are called, the same */
function joined(one: AxisPoint, other: AxisPoint, place: Place): AxisPoint {
  const [twice] = Object.keys(other.coordinates).filter((name) => Object.hasOwn(one.coordinates, name));
  if (twice !== undefined) refuse(place, `two axes are called "${twice}"; give one of them another name.`);
  return {
    assignments: [...one.assignments, ...other.assignments],
    coordinates: { ...one.coordinates, ...other.coordinates },
  };
}

function zipped(axes: readonly (readonly AxisPoint[])[], place: Place): AxisPoint[] {
  const other = axes.find(({ length }) => length !== axes[0].length);
  if (other !== undefined) {
    refuse(place, `axes of ${axes[0].length} and ${other.length} values cannot go in step; make them equally long.`);
  }
  return axes[0].map((_, i) => axes.map((points) => points[i]).reduce((one, next) => joined(one, next, place)));
}

function gridded(axes: readonly (readonly AxisPoint[])[], place: Place): AxisPoint[] {
  checkCount(place, axes);
  return axes.reduce<AxisPoint[]>(
    (before, points) => before.flatMap((one) => points.map((point) => joined(one, point, place))),
    [{ assignments: [], coordinates: {} }],
  );
}

/** @throws EbitError 'range' for more combinations than a study may have */
export function checkCount(place: Place, axes: readonly { readonly length: number }[]): void {
  const count = axes.reduce((product, { length }) => product * length, 1);
  if (count <= MOST_TASKS) return;
  const product = axes.map(({ length }) => length).join(' x ');
  throw new EbitError(
    'range',
    `The study has ${product} = ${count} tasks at "${place}"; at most ${MOST_TASKS} are planned. Give fewer values.`,
  );
}

/**
 * Returns the points of an axis in order.
 *
 * @param place - of the axis in the study
 * @throws EbitError 'config' for settings that contradict each other, and for a value that comes twice
 */
export function axisPoints(axis: AxisSettings, place: Place): AxisPoint[] {
  const said = kinds.filter((kind) => axis[kind] !== undefined);
  if (said.length !== 1) {
    const what = said.length === 0 ? 'it has no values' : `${said.join(' and ')} both say which values there are`;
    refuse(place, `${what}; give one of ${kinds.join(', ')}.`);
  }
  const [kind] = said;
  if (kind === 'zip' || kind === 'grid') {
    const stray = (['path', 'name', 'labels'] as const).find((key) => axis[key] !== undefined);
    if (stray !== undefined) refuse(place, `"${stray}" means nothing beside ${kind}; give it to the axes in it.`);
    const inner = axis[kind] as readonly AxisSettings[];
    const points = inner.map((one, i) => axisPoints(one, `${place}.${kind}.${i}`));
    return joinedKinds[kind](points, `${place}.${kind}`);
  }
  if (axis.path === undefined) refuse(place, 'it lacks "path"; say what of the task is varied, such as model.depth.');
  const paths = [axis.path].flat();
  const { name = paths[0], labels } = axis;
  const { values: valuesOf } = valueKinds[kind as keyof typeof valueKinds];
  const values = valuesOf(axis[kind] as never, `${place}.${kind}`, paths[0]);
  if (labels !== undefined && labels.length !== values.length) {
    refuse(`${place}.labels`, `there are ${labels.length} for ${values.length} values; give one for each.`);
  }
  const seen = new Set<string>();
  return values.map((value, i) => {
    const shown = labels?.[i] ?? coordinateOf(value);
    const key = typeof shown + String(shown);
    // What is drawn may come twice; it is found once.
    if (seen.has(key) && kind !== 'random') {
      refuse(`${place}.${kind}`, `${shownValue(shown)} comes twice; leave one of them out.`);
    }
    seen.add(key);
    return { assignments: paths.map((path) => [path, value] as const), coordinates: { [name]: shown } };
  });
}

/** What stands for a value in results: itself, or its text where it is no number or word. */
function coordinateOf(value: unknown): string | number | boolean {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? value : canonicalText(value);
}
