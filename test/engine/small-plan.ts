// One processor laid out in the core's memory with the least around it, so that tests see its states, adjoints and
// observable, which the engines keep to themselves.
import { Arena } from '../../src/core/arena.js';
import type { CoreExports } from '../../src/core/generated/core-exports.js';
import {
  CIRCUIT_OBSERVABLE,
  PLAN_ADJOINTS,
  PLAN_ANGLE_COUNT,
  PLAN_ANGLES,
  PLAN_BYTES,
  PLAN_COORDINATE_SLOTS,
  PLAN_CORRELATOR_SLOT,
  PLAN_ENTRIES,
  PLAN_ENTRY_COEFFICIENT,
  PLAN_ENTRY_WORDS,
  PLAN_GRADIENT,
  PLAN_HEAD,
  PLAN_IDS,
  PLAN_LABELS,
  PLAN_LANES,
  PLAN_OUTCOME_MATRIX,
  PLAN_PROBABILITIES,
  PLAN_PROCESSOR_LIST,
  PLAN_PROCESSORS,
  PLAN_SLOT_COUNT,
  PLAN_SLOTS,
  PLAN_SUBSETS,
  PLAN_WEIGHT_GRADIENT,
  PLAN_WEIGHTS,
  PROCESSOR_CIRCUIT,
  STAGE_ADJOINT,
  STAGE_STATE,
} from '../../src/core/generated/layout.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { readoutForm } from '../../src/engine/observable-form.js';
import { writeObservableProcessor, writeStateProcessor } from '../../src/engine/processor.js';
import type { Program } from '../../src/engine/program.js';
import { coordinateIndex } from '../../src/engine/response-form.js';
import { dataAngleLayout } from '../../src/engine/samples.js';
import { compileStage, type DataAngles } from '../../src/engine/stage.js';
import type { Complex, Matrix } from '../oracle/dense.js';

interface Placed {
  readonly core: CoreExports;
  readonly arena: Arena;
  readonly plan: number;
  readonly gradient: number;
}

/**
 * A plan of one processor whose correlator is the trace of its coordinates' matrix, with weights (+1, -1) and every
 * label -1: the product loss is then the mean of that trace.
 */
function place(
  o: { lanes: number; halves: number; angles: ArrayLike<number> },
  write: (arena: Arena) => number,
): Placed {
  const { lanes, halves, angles } = o;
  const core = acquireCore();
  const arena = new Arena(core);
  const processor = write(arena);
  const size = 1 << halves;
  const coordinates = size * size;
  const correlator = coordinates + 1;
  const slots = arena.zeros((coordinates + 2) * lanes);
  arena.f64(slots, lanes).fill(1);
  const diagonal = Array.from({ length: size }, (_, k) => 1 + coordinateIndex(k, k, size));
  const gradient = arena.zeros(Math.max(1, angles.length));
  const plan = arena.putFields(PLAN_BYTES, [
    [PLAN_PROCESSORS, 1],
    [PLAN_PROCESSOR_LIST, arena.putI32([processor])],
    [PLAN_LANES, lanes],
    [PLAN_SLOTS, slots],
    [PLAN_ADJOINTS, arena.zeros((coordinates + 2) * lanes)],
    [PLAN_SLOT_COUNT, coordinates + 2],
    [PLAN_COORDINATE_SLOTS, correlator],
    [PLAN_ENTRIES, size],
    [PLAN_ENTRY_WORDS, arena.putI32(diagonal.flatMap((slot) => [correlator, slot, 0]))],
    [PLAN_ENTRY_COEFFICIENT, arena.putF64(diagonal.map(() => 1))],
    [PLAN_SUBSETS, 2],
    [PLAN_CORRELATOR_SLOT, arena.putI32([0, correlator])],
    [PLAN_OUTCOME_MATRIX, arena.putF64([0.5, 0.5, 0.5, -0.5])],
    [PLAN_LABELS, arena.putF64(new Float64Array(lanes).fill(-1))],
    [PLAN_IDS, arena.putI32(Array.from({ length: lanes }, (_, lane) => lane))],
    [PLAN_ANGLES, arena.putF64(angles)],
    [PLAN_GRADIENT, gradient],
    [PLAN_WEIGHTS, arena.putF64([1, -1])],
    [PLAN_WEIGHT_GRADIENT, arena.zeros(2)],
    [PLAN_HEAD, arena.zeros(8)],
    [PLAN_PROBABILITIES, arena.reserve(16 * lanes)],
    [PLAN_ANGLE_COUNT, angles.length],
  ]);
  return { core, arena, plan, gradient };
}

/** states[lane][k][row]: copy k of a sample started as basis state k of the halves; rows are in the core's order. */
export type Columns = readonly (readonly (readonly Complex[])[])[];

/** The trainable circuit of a program under the state engine, one feature vector a lane. */
export function runStates(
  program: Program,
  angles: ArrayLike<number>,
  features: readonly (readonly number[])[],
): {
  /** The states behind the circuit. */
  readonly forward: Columns;
  /** 2/lanes Z times these states, taken backwards to the start of the circuit. */
  readonly backward: Columns;
  /** The gradient of the mean over the lanes of sum_k <k|U^+ Z U|k>. */
  readonly gradient: number[];
  /** The same, and d/d(angle) of each lane's own sum, [angle][lane], by the path of the Fisher matrix. */
  readonly jacobian: { readonly backward: Columns; readonly values: number[][] };
} {
  const lanes = features.length;
  const { halves } = program;
  const columns = lanes << halves;
  const data: DataAngles = { list: [] };
  const stage = compileStage(program.trainable.layers, program.qubits, 1 << halves, program.bitOf, data);
  const layout = dataAngleLayout(data);
  const rows = { rows: Float64Array.from(features.flat()), samples: lanes, stride: features[0].length, offset: 0 };
  let state = 0;
  let adjoint = 0;
  let jacobian = 0;
  const { core, arena, plan, gradient } = place({ lanes, halves, angles }, (into) => {
    jacobian = into.zeros(Math.max(1, angles.length * lanes));
    const written = writeStateProcessor(into, {
      program,
      halves,
      lanes,
      stages: [stage],
      denseBefore: -1,
      samples: lanes,
      sourceCount: layout.count,
      slot: 1,
      keep: true,
      firstAngle: 0,
      angleStart: 0,
      angleCount: angles.length,
      jacobian,
    });
    layout.fill(into.f64(written.source, layout.count * lanes), rows);
    [state] = into.i32(written.stages[0] + STAGE_STATE, 1);
    [adjoint] = into.i32(written.stages[0] + STAGE_ADJOINT, 1);
    return written.processor;
  });
  const read = (at: number): Columns => {
    const rows = 1 << program.qubits;
    const values = arena.f64(at, 2 * rows * columns);
    return Array.from({ length: lanes }, (_, lane) =>
      Array.from({ length: 1 << halves }, (_, k) =>
        Array.from({ length: rows }, (_, row): Complex => {
          // A row holds its columns in pairs, [re, re, im, im].
          const column = k * lanes + lane;
          const from = 2 * (row * columns + column - (column % 2)) + (column % 2);
          return [values[from], values[from + 2]];
        }),
      ),
    );
  };
  core.step(plan, lanes, 1);
  const forward = read(state);
  const backward = read(adjoint);
  const slopes = Array.from(arena.f64(gradient, angles.length));
  core.makeJacobian(plan, lanes);
  const byLane = Array.from({ length: angles.length }, (_, angle) =>
    Array.from(arena.f64(jacobian, angles.length * lanes).subarray(angle * lanes, (angle + 1) * lanes)),
  );
  const result = { forward, backward, gradient: slopes, jacobian: { backward: read(adjoint), values: byLane } };
  releaseCore(core);
  return result;
}

/** O = U^+ Z U of a program's trainable circuit, as the observable engine makes it, in the core's row order. */
export function observableOf(program: Program, angles: ArrayLike<number>): Matrix {
  let processor = 0;
  const source = { at: 0, count: 0 };
  const { core, arena, plan } = place({ lanes: 2, halves: 0, angles }, (into) => {
    // Only for characters is O itself made.
    const own: Program = { ...program, sampleKind: 'characters' };
    const form = { program: own, readout: readoutForm(own), mixing: null, embedding: null };
    processor = writeObservableProcessor(into, { processor: form, source, slot: 1, firstAngle: 0, keep: false });
    return processor;
  });
  // No samples: only what depends on the angles alone.
  core.probabilities(plan, 0);
  const size = 1 << program.qubits;
  const [circuit] = arena.i32(processor + PROCESSOR_CIRCUIT, 1);
  const values = arena.f64(arena.i32(circuit + CIRCUIT_OBSERVABLE, 1)[0], 2 * size * size);
  const observable = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j): Complex => [values[2 * (i * size + j)], values[2 * (i * size + j) + 1]]),
  );
  releaseCore(core);
  return observable;
}

/** The row, in the core's order, of a basis state of the program's qubits. */
export function rowOf(program: Program, index: number): number {
  let row = 0;
  for (let qubit = 0; qubit < program.qubits; qubit++) {
    if (Math.floor(index / 2 ** (program.qubits - 1 - qubit)) % 2 === 1) row += 2 ** program.bitOf(qubit);
  }
  return row;
}

/** The basis state whose halves, the first most significant, hold the bits of k and whose other qubits are 0. */
export function startState(program: Program, k: number): number {
  const { halves } = program.source;
  return halves.reduce(
    (index, qubit, place) =>
      index + (Math.floor(k / 2 ** (halves.length - 1 - place)) % 2) * 2 ** (program.qubits - 1 - qubit),
    0,
  );
}
