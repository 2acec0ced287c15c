// The part of a plan of processors with noise.
import type { Arena } from '../core/arena.js';
import {
  ANGLE_BYTES,
  KIND_PAULI,
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
  PAULI_BYTES,
  PAULI_MEMBER_WORDS,
  PAULI_MEMBERS,
  PAULI_OWN,
  PAULI_RESPONSES,
  PAULI_SHARED,
  PAULI_STARTS,
  PROCESSOR_ANGLE_COUNT,
  PROCESSOR_ANGLE_START,
  PROCESSOR_CIRCUIT,
  PROCESSOR_JACOBIAN,
  PROCESSOR_KIND,
  PROCESSOR_READOUTS,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
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
import type { CompiledModel } from './compiled-model.js';
import type { PauliProcessor } from './pauli-form.js';
import { forwardHistory, keptHistory, mostStrings } from './pauli-history.js';
import type { SweepForm, SweepOperation, SweepRun } from './pauli-sweep.js';
import type { WrittenProcessors } from './plan.js';
import { writeProcessor } from './processor.js';
import { dataAngleLayout } from './samples.js';
import { filledEvenly, lanesWithin, together, type WrittenProcessor } from './state-parts.js';

/** History above which fewer samples are taken at a time, bytes: it is to be near when the run backwards comes for it. */
const roomyHistory = 1024 * 1024;

/** At most so many samples a chunk. */
const NEAR_LANES = 16;

/** A history above it is cut in segments, bytes. */
const longestHistory = 128 * 1024 * 1024;

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
function writeSweep(
  arena: Arena,
  form: SweepForm,
  o: { products: number; lanes: number; keep: boolean; firstAngle: number },
): number {
  const { operations, runs, fixed, angles } = form;
  const roomy = longestHistory / (8 * o.lanes * o.products);
  const history = o.keep ? keptHistory(form, roomy) : forwardHistory(form);
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

/** The most bytes that one sample takes of a processor's history. */
function historyBytes({ own, starts }: PauliProcessor): number {
  return 8 * starts.length * keptHistory(own, longestHistory / 16 / starts.length).strings;
}

/** Samples a chunk; lanes decide the order of sums, so this stays as it is. */
function lanesFor(processors: readonly PauliProcessor[], samples: number): number {
  const most = processors.map((form) => Math.min(NEAR_LANES, lanesWithin(historyBytes(form), roomyHistory)));
  return filledEvenly(Math.min(...most), samples);
}

/** Samples a chunk of the noisy engine. */
export function pauliLanes({ pauli }: CompiledModel, samples: number): number {
  return lanesFor(pauli.processors, samples);
}

/** Samples a chunk where derivatives are made sample by sample. */
export function separateLanes({ pauli }: CompiledModel, samples: number): number {
  return lanesFor(pauli.separate, samples);
}

/**
 * Writes one processor whose samples run by themselves.
 *
 * @param o.keep - whether anything runs backwards
 * @param o.jacobian - where its Jacobian goes, 0 if that is not asked for
 */
export function writePauliPart(
  arena: Arena,
  model: CompiledModel,
  p: number,
  form: PauliProcessor,
  o: { samples: number; lanes: number; keep: boolean; jacobian: number },
): WrittenProcessor {
  const layout = dataAngleLayout(form.angles);
  const source = arena.zeros(layout.count * o.samples);
  const products = form.starts.length;
  const sweep = { products, keep: o.keep, firstAngle: model.firstAngle[p] };
  const count = Math.max(...form.members.map((members) => members.length));
  const members = form.members.flatMap((own) => (own.length === 0 ? new Array<number>(count).fill(-1) : own));
  const pauli = arena.putFields(PAULI_BYTES, [
    [PAULI_SHARED, form.shared === null ? 0 : writeSweep(arena, form.shared, { ...sweep, lanes: 2 })],
    [PAULI_OWN, writeSweep(arena, form.own, { ...sweep, lanes: o.lanes })],
    [PAULI_STARTS, arena.putI32(form.starts)],
    [PAULI_RESPONSES, form.members.length],
    [PAULI_MEMBERS, count],
    [PAULI_MEMBER_WORDS, arena.putI32(members)],
  ]);
  const address = writeProcessor(
    arena,
    [
      [PROCESSOR_KIND, KIND_PAULI],
      [PROCESSOR_CIRCUIT, pauli],
      [PROCESSOR_SLOT, model.pauli.start[p]],
      [PROCESSOR_SOURCE, source],
      [PROCESSOR_SOURCE_COUNT, layout.count],
      [PROCESSOR_READOUTS, form.program.source.readouts.length],
      [PROCESSOR_ANGLE_START, model.angleStart[p]],
      [PROCESSOR_ANGLE_COUNT, model.angleCount(p)],
      [PROCESSOR_JACOBIAN, o.jacobian],
    ],
    o.lanes,
    o.keep,
  );
  return {
    address,
    fill: (rows) => layout.fill(arena.f64(source, layout.count * rows.samples), rows),
    // Every call is told its lanes.
    setLanes() {},
  };
}

/** Writes all processors, see {@link writePauliPart}. */
export function writePauliProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; keep: boolean },
): WrittenProcessors {
  const { processors } = model.pauli;
  return together(model.programs.map((_, p) => writePauliPart(arena, model, p, processors[p], { ...o, jacobian: 0 })));
}

/** Writes processors whose Jacobians are asked for, see {@link writePauliPart}. */
export function writeSeparateProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; jacobians: readonly number[] },
): WrittenProcessors {
  const { separate } = model.pauli;
  return together(
    model.programs.map((_, p) =>
      writePauliPart(arena, model, p, separate[p], {
        samples: o.samples,
        lanes: o.lanes,
        keep: true,
        jacobian: o.jacobians[p],
      }),
    ),
  );
}
