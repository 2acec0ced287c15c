// Sweeps in the core's memory.
import { type Arena, readableBytes } from '../core/arena.js';
import {
  ANGLE_BYTES,
  OPERATION_BACK,
  OPERATION_BACK_FACTORS,
  OPERATION_BEFORE,
  OPERATION_BRANCH,
  OPERATION_BYTES,
  OPERATION_COUNT,
  OPERATION_FACTORS,
  OPERATION_IN,
  OPERATION_KIND,
  OPERATION_NUMBER,
  OPERATION_OUT,
  OPERATION_PARITY,
  OPERATION_PERMUTATION,
  OPERATION_STRIDE,
  OPERATION_STRINGS,
  OPERATION_TABLE,
  OPERATION_TURN,
  RUN_BYTES,
  SWEEP_ANGLE_WORDS,
  SWEEP_ANGLES,
  SWEEP_BYTES,
  SWEEP_END,
  SWEEP_END_STRINGS,
  SWEEP_FACTOR_WORDS,
  SWEEP_FIXED,
  SWEEP_HISTORY_STRINGS,
  SWEEP_LANE_ANGLES,
  SWEEP_LANE_RUNS,
  SWEEP_LONGEST,
  SWEEP_MOST_STRINGS,
  SWEEP_OPERATION_WORDS,
  SWEEP_OPERATIONS,
  SWEEP_PRODUCTS,
  SWEEP_RUN_WORDS,
  SWEEP_RUNS,
  SWEEP_SEGMENT_STARTS,
  SWEEP_SEGMENTS,
  SWEEP_START_STRINGS,
  SWEEP_TERM_COEFFICIENT,
  SWEEP_TERM_WORDS,
  SWEEP_TERMS,
  SWEEP_UNDOES,
} from '../core/generated/layout.js';
import { EbitError } from '../errors.js';
import { forwardHistory, keptHistory, mostStrings, type SweepHistory } from './pauli-history.js';
import type { SweepForm, SweepOperation, SweepRun } from './pauli-sweep.js';

/** Bytes above which a history is cut in segments, and above which it is refused even so; tests lower them. */
export const historyLimits = { whole: 128 * 1024 * 1024, cut: 1024 * 1024 * 1024 };

/**
 * The history of a sweep that runs backwards, in so many vectors side by side.
 *
 * @throws EbitError 'memory' if it is too long even in segments
 */
export function roomyHistory(form: SweepForm, vectors: number): SweepHistory {
  const history = keptHistory(form, historyLimits.whole / (8 * vectors));
  const bytes = 8 * vectors * history.strings;
  if (bytes <= historyLimits.cut) return history;
  throw new EbitError(
    'memory',
    `A circuit of ${form.operations.length} operations with noise keeps ${readableBytes(bytes)} of Pauli coefficients for its gradient, ` +
      `4^m a vector for m qubits; the limit is ${readableBytes(historyLimits.cut)}. Use fewer qubits a processor, fewer layers or fewer readouts.`,
  );
}

/** The core's memory of tables that equal operations share. */
class Tables {
  readonly #arena: Arena;
  readonly #known = new Map<object, number>();

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  i32(values: Int32Array): number {
    return this.#once(values, () => this.#arena.putI32(values));
  }

  f64(values: Float64Array): number {
    return this.#once(values, () => this.#arena.putF64(values));
  }

  #once(values: object, put: () => number): number {
    const there = this.#known.get(values) ?? put();
    this.#known.set(values, there);
    return there;
  }
}

function writeOperation(
  arena: Arena,
  tables: Tables,
  operation: SweepOperation,
  [from, to]: readonly [from: number, to: number],
): Int32Array {
  const words = new Int32Array(OPERATION_BYTES / 4);
  const set = (field: number, value: number): void => {
    words[field / 4] = value;
  };
  set(OPERATION_IN, from);
  set(OPERATION_OUT, to);
  set(OPERATION_BEFORE, operation.before);
  set(OPERATION_STRINGS, operation.strings);
  if (operation.kind === 'parity') {
    set(OPERATION_KIND, OPERATION_PARITY);
    set(OPERATION_NUMBER, operation.angle);
    set(OPERATION_COUNT, operation.pairs.length / 2);
    set(OPERATION_TABLE, tables.i32(operation.pairs));
  } else if (operation.kind === 'permutation') {
    const { from: source, factors, back, backFactors } = operation.permutation;
    set(OPERATION_KIND, OPERATION_PERMUTATION);
    set(OPERATION_TABLE, tables.i32(source));
    set(OPERATION_FACTORS, tables.f64(factors));
    set(OPERATION_BACK, tables.i32(back));
    set(OPERATION_BACK_FACTORS, tables.f64(backFactors));
  } else {
    set(OPERATION_STRIDE, operation.stride);
    set(OPERATION_NUMBER, operation.run);
    if (operation.kind === 'run') set(OPERATION_KIND, OPERATION_TURN);
    else {
      set(OPERATION_KIND, OPERATION_BRANCH);
      set(OPERATION_COUNT, operation.conditions.length);
      set(OPERATION_TABLE, arena.putI32(operation.conditions.flat()));
    }
  }
  return words;
}

/** What the core is told of angles, by whether their terms hold data and parameters. */
function angleFacts(terms: SweepForm['angles'][number]) {
  return {
    isLane: terms.some(({ data }) => data !== null),
    isTrained: terms.some(({ parameter }) => parameter !== null),
  };
}

/** Numbers what is true of some of a list; -1 for the others. */
function numbered(flags: readonly boolean[]): number[] {
  let count = 0;
  return flags.map((flag) => (flag ? count++ : -1));
}

/**
 * Writes a sweep.
 *
 * @param o.keep - whether it runs backwards
 * @param o.firstAngle - the number in the model of the program's parameter 0
 */
export function writeSweep(
  arena: Arena,
  form: SweepForm,
  o: { products: number; lanes: number; keep: boolean; firstAngle: number },
): number {
  const { operations, runs, fixed, angles } = form;
  const history = o.keep ? roomyHistory(form, o.lanes * o.products) : forwardHistory(form);
  const tables = new Tables(arena);
  const operationWords = operations.flatMap((operation, n) => [
    ...writeOperation(arena, tables, operation, history.places[n]),
  ]);
  const facts = angles.map(angleFacts);
  const anglesOf = ({ factors }: SweepRun): number[] =>
    factors.flatMap((factor) => ('angle' in factor ? [factor.angle] : []));
  const laneRuns = numbered(runs.map((run) => anglesOf(run).some((angle) => facts[angle].isLane)));
  const laneAngles = numbered(facts.map(({ isLane }) => isLane));
  const isAffine = (run: SweepRun): boolean =>
    run.factors.some((factor) => 'fixed' in factor && fixed[factor.fixed].slice(0, 3).some((value) => value !== 0));
  let factors = 0;
  const runWords = runs.flatMap((run, n) => {
    const first = factors;
    factors += run.factors.length;
    const isTrained = anglesOf(run).some((angle) => facts[angle].isTrained);
    return [first, factors, laneRuns[n], Number(isAffine(run)), Number(isTrained)];
  });
  let terms = 0;
  const angleWords = angles.flatMap((own, n) => {
    const first = terms;
    terms += own.length;
    return [laneAngles[n], first, terms, Number(facts[n].isTrained)];
  });
  if (runWords.length * 4 !== runs.length * RUN_BYTES || angleWords.length * 4 !== angles.length * ANGLE_BYTES) {
    throw new Error('the words of a sweep do not fit the layout');
  }
  const factorWords = runs.flatMap((run) =>
    run.factors.flatMap((factor) => ('angle' in factor ? [factor.angle, 0] : [-1, factor.fixed])),
  );
  const allTerms = angles.flat();
  return arena.putFields(SWEEP_BYTES, [
    [SWEEP_OPERATIONS, operations.length],
    [SWEEP_OPERATION_WORDS, arena.putI32(operationWords)],
    [SWEEP_SEGMENTS, history.segmentStarts.length - 1],
    [SWEEP_SEGMENT_STARTS, arena.putI32(history.segmentStarts)],
    [SWEEP_START_STRINGS, form.startStrings],
    [SWEEP_END_STRINGS, form.endStrings],
    [SWEEP_END, history.end],
    [SWEEP_HISTORY_STRINGS, history.strings],
    [SWEEP_MOST_STRINGS, mostStrings(form)],
    [SWEEP_PRODUCTS, o.products],
    [SWEEP_RUNS, runs.length],
    [SWEEP_RUN_WORDS, arena.putI32(runWords)],
    [SWEEP_LANE_RUNS, laneRuns.filter((lane) => lane >= 0).length],
    [SWEEP_FACTOR_WORDS, arena.putI32(factorWords)],
    [SWEEP_FIXED, arena.putF64(fixed.flat())],
    [SWEEP_ANGLES, angles.length],
    [SWEEP_ANGLE_WORDS, arena.putI32(angleWords)],
    [SWEEP_LANE_ANGLES, laneAngles.filter((lane) => lane >= 0).length],
    [SWEEP_TERMS, allTerms.length],
    [
      SWEEP_TERM_WORDS,
      arena.putI32(
        allTerms.flatMap(({ parameter, data }) => [parameter === null ? -1 : o.firstAngle + parameter, data ?? -1]),
      ),
    ],
    [SWEEP_TERM_COEFFICIENT, arena.putF64(allTerms.map(({ coefficient }) => coefficient))],
    [SWEEP_LONGEST, Math.max(0, ...runs.map((run) => anglesOf(run).length))],
    [SWEEP_UNDOES, Number(operations.some(({ kind }, n) => kind === 'parity' && operations[n - 1]?.kind === 'parity'))],
  ]);
}
