// A compiled classifier over one set of rows: the plan in the core's memory and the verbs on it.

import { normalForm } from '../circuit/normal-form.js';
import { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import {
  CHUNK,
  LOSS_MSE,
  LOSS_PRODUCT,
  PLAN_ADJOINTS,
  PLAN_ANGLE_COUNT,
  PLAN_ANGLES,
  PLAN_BYTES,
  PLAN_COORDINATE_SLOTS,
  PLAN_CORRELATOR_SLOT,
  PLAN_ENTRIES,
  PLAN_ENTRY_COEFFICIENT,
  PLAN_ENTRY_WORDS,
  PLAN_FISHER,
  PLAN_FISHER_WORK,
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
} from '../core/generated/layout.js';
import { acquireCore, releaseCore } from '../core/load.js';
import { EbitError } from '../errors.js';
import type { Network } from '../network/network.js';
import { type CoordinateFrame, contraction } from './contraction.js';
import { embeddedColumns } from './embedded-columns.js';
import { multiplyPhases, type PairForm, pairContraction, pairForm } from './fusion.js';
import { outcomeMatrix } from './outcome-matrix.js';
import { writeObservableProcessor, writePair, writeStateProcessor } from './processor.js';
import { joinCircuits, type Program } from './program.js';
import { dataAngleSource, type ProcessorRows, unitaryColumns, unitarySource } from './samples.js';
import { compileStage, type DataAngles } from './stage.js';

/** What the engine is made of. */
export interface EngineInput {
  readonly network: Network;
  readonly programs: readonly Program[];
  /** Angles of the model, all processors. */
  readonly angles: number;
  /** First angle of each processor, and the end. */
  readonly angleStart: readonly number[];
  /** Rows, [samples][stride]; each processor's features one after another. */
  readonly rows: Float64Array;
  readonly samples: number;
  /** +1 or -1 a row; null where only probabilities are asked for. */
  readonly labels: Float64Array | null;
}

/** `jacobian` is the state engine laid out for the Fisher matrix. */
export type EngineMode = 'observable' | 'state' | 'jacobian';

export const lossNumbers = { mse: LOSS_MSE, product: LOSS_PRODUCT } as const;

/** History above which the state engine takes fewer samples at a time, bytes. */
const roomyHistory = 48 * 1024 * 1024;

/** Samples a chunk of the state engine: few enough that the history stays small, and filled evenly. */
function stateLanes(programs: readonly Program[], samples: number): number {
  const perLane = Math.max(...programs.map((program) => historyBytes(program)));
  let lanes = CHUNK;
  while (lanes > 2 && lanes * perLane > roomyHistory) lanes /= 2;
  const even = Math.ceil(samples / Math.ceil(samples / lanes));
  return even + (even % 2);
}

function historyBytes(program: Program): number {
  const layers =
    program.trainable.layers.length + (program.mixing?.layers.length ?? 0) + (program.embedding?.layers.length ?? 0);
  return (layers / 2 + 2) * 16 * (1 << (program.qubits + program.halves));
}

/** A model compiled over rows. `close` gives the memory back; nothing may be called afterwards. */
export class Engine {
  readonly #core: CoreExports;
  readonly #arena: Arena;
  readonly #plan: number;
  readonly #input: EngineInput;
  readonly #lanes: number;
  readonly #ids: Int32Array;
  readonly #angles: Float64Array;
  readonly #gradient: Float64Array;
  readonly #weights: Float64Array;
  readonly #weightGradient: Float64Array;
  readonly #probabilitiesAt: number;
  readonly #fisherAt: number;
  readonly #jacobians: readonly number[];
  #open = true;

  constructor(input: EngineInput, mode: EngineMode) {
    this.#core = acquireCore();
    this.#arena = new Arena(this.#core);
    this.#input = input;
    const { network, programs, samples } = input;
    const arena = this.#arena;
    const count = programs.length;
    const subsets = 1 << count;
    const pair = mode === 'observable' ? pairForm(input) : null;
    this.#lanes = mode === 'observable' ? CHUNK : stateLanes(programs, samples);
    const lanes = this.#lanes;
    const padded = Math.ceil(samples / lanes) * lanes;
    const frame: CoordinateFrame =
      mode === 'observable' && programs.every((program) => program.sampleKind === 'characters')
        ? 'characters'
        : 'states';
    const list =
      pair !== null
        ? pairContraction(pair, programs[0].qubits)
        : contraction(
            network,
            frame,
            programs.map((program) => program.qubits),
          );
    const slots = arena.zeros(list.slots * lanes);
    arena.f64(slots, lanes).fill(1);
    const jacobianRow = (subsets / 2) * padded;
    this.#jacobians = programs.map((_, p) =>
      mode === 'jacobian' ? arena.reserve(8 * jacobianRow * this.#angleCount(p)) : 0,
    );
    const processors =
      pair !== null
        ? [this.#writePair(pair, list.start[0])]
        : programs.map((program, p) =>
            mode === 'observable'
              ? this.#writeObservable(program, p, frame, list.start[p])
              : this.#writeState(program, p, list.start[p]),
          );
    const widest = Math.max(0, ...programs.map((_, p) => this.#angleCount(p)));
    const angles = Math.max(1, input.angles);
    const ids = arena.reserve(4 * (padded + CHUNK));
    const anglesAt = arena.zeros(angles);
    const gradient = arena.zeros(angles);
    const weights = arena.zeros(subsets);
    const weightGradient = arena.zeros(subsets);
    this.#probabilitiesAt = arena.reserve(8 * padded * subsets);
    this.#fisherAt = mode === 'jacobian' ? arena.zeros(angles * angles) : 0;
    this.#plan = arena.putFields(PLAN_BYTES, [
      [PLAN_PROCESSORS, processors.length],
      [PLAN_PROCESSOR_LIST, arena.putI32(processors)],
      [PLAN_LANES, lanes],
      [PLAN_SLOTS, slots],
      [PLAN_ADJOINTS, arena.zeros(list.slots * lanes)],
      [PLAN_SLOT_COUNT, list.slots],
      [PLAN_COORDINATE_SLOTS, list.coordinateSlots],
      [PLAN_ENTRIES, list.coefficients.length],
      [PLAN_ENTRY_WORDS, arena.putI32(list.words)],
      [PLAN_ENTRY_COEFFICIENT, arena.putF64(list.coefficients)],
      [PLAN_SUBSETS, subsets],
      [PLAN_CORRELATOR_SLOT, arena.putI32(list.correlatorSlot)],
      [PLAN_OUTCOME_MATRIX, arena.putF64(outcomeMatrix(network))],
      [PLAN_LABELS, arena.putF64(input.labels ?? new Float64Array(samples))],
      [PLAN_IDS, ids],
      [PLAN_ANGLES, anglesAt],
      [PLAN_GRADIENT, gradient],
      [PLAN_WEIGHTS, weights],
      [PLAN_WEIGHT_GRADIENT, weightGradient],
      [PLAN_HEAD, arena.reserve(this.#core.headBytes(subsets))],
      [PLAN_PROBABILITIES, this.#probabilitiesAt],
      [PLAN_ANGLE_COUNT, input.angles],
      [PLAN_FISHER, this.#fisherAt],
      [PLAN_FISHER_WORK, mode === 'jacobian' ? arena.reserve(this.#core.fisherBytes(subsets, padded, widest)) : 0],
    ]);
    // The memory does not grow from here on, so these views stay valid.
    this.#ids = arena.i32(ids, padded + CHUNK);
    this.#angles = arena.f64(anglesAt, input.angles);
    this.#gradient = arena.f64(gradient, input.angles);
    this.#weights = arena.f64(weights, subsets);
    this.#weightGradient = arena.f64(weightGradient, subsets);
  }

  #angleCount(p: number): number {
    return this.#input.angleStart[p + 1] - this.#input.angleStart[p];
  }

  #rowsOf(p: number): ProcessorRows {
    const { programs, rows, samples } = this.#input;
    const features = programs.map((program) => program.source.features);
    const stride = features.reduce((sum, n) => sum + n, 0);
    return { rows, samples, stride, offset: features.slice(0, p).reduce((sum, n) => sum + n, 0) };
  }

  #writeObservable(program: Program, p: number, frame: CoordinateFrame, slot: number): number {
    // A processor with phases beside one without takes part with its columns: one frame for the whole network.
    const own: Program =
      frame === 'states' && program.sampleKind === 'characters' ? { ...program, sampleKind: 'columns' } : program;
    const source = embeddedColumns(own, this.#rowsOf(p), own.sampleKind !== 'columns');
    return writeObservableProcessor(this.#arena, { program: own, source, slot, keep: true });
  }

  #writePair(form: PairForm, slot: number): number {
    const { programs } = this.#input;
    const [left, right] = programs.map((program, p) => embeddedColumns(program, this.#rowsOf(p), true));
    if (form === 'phases') multiplyPhases(left, right);
    const sources = form === 'phases' ? [left] : [left, right];
    return writePair(this.#arena, { form, programs, sources, slot, keep: true });
  }

  #writeState(program: Program, p: number, slot: number): number {
    const { source } = program;
    const angles: DataAngles = { list: [] };
    const columns = this.#lanes * (1 << program.halves);
    const dense = source.embedding.kind === 'unitary';
    const forms =
      source.embedding.kind === 'unitary'
        ? [program.mixing, program.trainable].filter((form) => form !== null)
        : [
            normalForm(
              joinCircuits(
                [source.mixing, source.embedding.circuit, source.trainable].filter((circuit) => circuit !== null),
                program.qubits,
              ),
            ),
          ];
    const stages = forms.map((form) => compileStage(form.layers, program.qubits, columns, program.bitOf, angles));
    const rows = this.#rowsOf(p);
    // In front of everything, only the columns of the unitary that the halves' basis states pick are needed.
    const unitary = !dense ? null : stages.length > 1 ? unitarySource(program, rows) : unitaryColumns(program, rows);
    const lead = unitary?.count ?? 0;
    const samples = dataAngleSource(angles, rows, lead);
    if (unitary !== null) {
      for (let n = 0; n < rows.samples; n++) {
        samples.values.set(unitary.values.subarray(n * lead, (n + 1) * lead), n * samples.count);
      }
    }
    return writeStateProcessor(this.#arena, {
      program,
      halves: program.halves,
      lanes: this.#lanes,
      stages,
      denseBefore: dense ? stages.length - 1 : -1,
      source: samples,
      sourceData: lead,
      slot,
      keep: true,
      angleStart: this.#input.angleStart[p],
      angleCount: this.#angleCount(p),
      jacobian: this.#jacobians[p],
    });
  }

  /** Sets the angles and the rows of the next call; null for all rows. Returns how many rows. */
  #prepare(angles: Float64Array, indices: Int32Array | null): number {
    if (!this.#open) throw new EbitError('closed', 'The session is closed; open another one.');
    const { samples } = this.#input;
    copy(angles, this.#angles);
    const count = indices === null ? samples : indices.length;
    if (indices === null) for (let n = 0; n < samples; n++) this.#ids[n] = n;
    else this.#ids.set(indices);
    const end = Math.ceil(count / this.#lanes) * this.#lanes;
    this.#ids.fill(0, count, end);
    return count;
  }

  /** The largest number of rows that one step takes. */
  get largestBatch(): number {
    return this.#ids.length - CHUNK;
  }

  /**
   * Loss over rows; fills the gradient of the angles and of the 2^K outcome weights.
   *
   * @param angles - shape [angles]; what follows in the array is not read
   * @param weights - shape [2^K]
   */
  step(
    angles: Float64Array,
    weights: Float64Array,
    indices: Int32Array | null,
    loss: 'mse' | 'product',
    gradient: Float64Array,
    weightGradient: Float64Array,
  ): number {
    const count = this.#prepare(angles, indices);
    this.#weights.set(weights);
    const value = this.#core.step(this.#plan, count, lossNumbers[loss]);
    copy(this.#gradient, gradient, this.#gradient.length);
    weightGradient.set(this.#weightGradient);
    return value;
  }

  /** P(a) of every row, shape [samples, 2^K]. */
  probabilities(angles: Float64Array): Float64Array {
    const count = this.#prepare(angles, null);
    this.#core.probabilities(this.#plan, count);
    return this.#arena.f64(this.#probabilitiesAt, count * this.#weights.length).slice();
  }

  /** The Fisher matrix, shape [angles, angles]; only of an engine in mode `jacobian`. */
  fisher(angles: Float64Array, into?: Float64Array): Float64Array {
    const count = this.#prepare(angles, null);
    this.#core.makeJacobian(this.#plan, count);
    this.#core.makeFisher(this.#plan, count);
    const matrix = this.#arena.f64(this.#fisherAt, this.#input.angles * this.#input.angles);
    if (into === undefined) return matrix.slice();
    into.set(matrix);
    return into;
  }

  /** dP(a)/d(angle) of every row, shape [samples, 2^K, angles]; only of an engine in mode `jacobian`. */
  jacobian(angles: Float64Array): Float64Array {
    const count = this.#prepare(angles, null);
    this.#core.makeJacobian(this.#plan, count);
    const processors = this.#input.programs.length;
    const subsets = 1 << processors;
    const padded = Math.ceil(count / this.#lanes) * this.#lanes;
    const matrix = outcomeMatrix(this.#input.network);
    const total = this.#input.angles;
    const result = new Float64Array(count * subsets * total);
    this.#input.programs.forEach((_, p) => {
      const bit = processors - 1 - p;
      const own = this.#angleCount(p);
      const values = this.#arena.f64(this.#jacobians[p], own * (subsets / 2) * padded);
      for (let subset = 1; subset < subsets; subset++) {
        if (((subset >> bit) & 1) === 0) continue;
        const index = ((subset >> (bit + 1)) << bit) | (subset & ((1 << bit) - 1));
        for (let angle = 0; angle < own; angle++) {
          const from = (angle * (subsets / 2) + index) * padded;
          const column = this.#input.angleStart[p] + angle;
          for (let n = 0; n < count; n++) {
            for (let a = 0; a < subsets; a++) {
              result[(n * subsets + a) * total + column] += matrix[a * subsets + subset] * values[from + n];
            }
          }
        }
      }
    });
    return result;
  }

  close(): void {
    if (this.#open) releaseCore(this.#core);
    this.#open = false;
  }
}

/** Copies the first `count` numbers: a loop, which for some hundreds of numbers is quicker than a subarray and set. */
function copy(from: Float64Array, to: Float64Array, count = to.length): void {
  for (let i = 0; i < count; i++) to[i] = from[i];
}
