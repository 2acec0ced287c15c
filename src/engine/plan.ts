// A plan in the core's memory: what every kind of engine has, whatever it computes.
import { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import {
  CHUNK,
  PLAN_ADJOINTS,
  PLAN_ANGLE_COUNT,
  PLAN_ANGLES,
  PLAN_BYTES,
  PLAN_COORDINATE_SLOTS,
  PLAN_CORRELATOR_SLOT,
  PLAN_ENTRIES,
  PLAN_ENTRY_COEFFICIENT,
  PLAN_ENTRY_WORDS,
  PLAN_IDS,
  PLAN_LANES,
  PLAN_OUTCOME_MATRIX,
  PLAN_PROBABILITIES,
  PLAN_PROCESSOR_LIST,
  PLAN_PROCESSORS,
  PLAN_SLOT_COUNT,
  PLAN_SLOTS,
  PLAN_SUBSETS,
} from '../core/generated/layout.js';
import { acquireCore, releaseCore } from '../core/load.js';
import { EbitError } from '../errors.js';
import { KeptByBits } from '../kept-by-bits.js';
import type { Asked } from './asked.js';
import type { CompiledModel } from './compiled-model.js';
import type { Contraction } from './contraction.js';
import { outcomeMatrix, parityMatrix } from './outcome-matrix.js';
import type { ProcessorRows } from './samples.js';

/** What an engine is made of. */
export interface EngineInput {
  readonly model: CompiledModel;
  /** Rows, [samples][features]; each processor's features one after another. */
  readonly rows: Float64Array;
  readonly samples: number;
  /** +1 or -1 a row, or with classes the numbers of theirs; null where only probabilities are asked for. */
  readonly labels: Float64Array | null;
  /** How many classes have weights of their own; null where one E decides between two. */
  readonly classes: number | null;
  /** What each row weighs in a loss; null where all weigh 1. */
  readonly weights: Float64Array | null;
  /** What is asked of the bits; the outcomes unless told. */
  readonly asked?: Asked;
}

/** A network's processors in the core's memory. */
export interface WrittenProcessors {
  /** Of their descriptors. */
  readonly addresses: readonly number[];
  /** Lays rows out for every processor. */
  fill(rowsOf: (p: number) => ProcessorRows, samples: number): void;
  /**
   * How rows are laid out, as text, and where they then stand; null where that takes hardly longer than a copy. Equal texts
   * make the same numbers of the same rows.
   */
  readonly laidOut: { readonly how: string; views(samples: number): readonly Float64Array[] } | null;
  /** Takes another number of samples a chunk, even and not above the first one; null where it is fixed. */
  readonly setLanes: ((lanes: number) => void) | null;
}

/** What one kind of engine puts into a plan. */
export interface PlanParts {
  /** Samples a chunk. */
  readonly lanes: number;
  readonly list: Contraction;
  /** Whether anything runs backwards. */
  readonly keep: boolean;
  processors(core: CoreExports, arena: Arena): WrittenProcessors;
  /** Reserves what else the kind needs; returns its PLAN_ fields. */
  fields(arena: Arena): readonly (readonly [offset: number, value: number])[];
}

/**
 * Rows as they were laid out, for the next session over equal rows; 64 MiB in all, some thirty of the paper's training sets
 * with one ebit.
 */
export const keptLayouts = new KeptByBits<readonly Float64Array[]>(64 * 1024 * 1024);

/** A plan in an instance of the core that is its own until `close`. */
export class Plan {
  readonly core: CoreExports;
  readonly arena: Arena;
  /** Address of the descriptor. */
  readonly at: number;
  /** Places for rows, in whole chunks: the largest number of rows of one call. */
  readonly places: number;
  readonly #model: CompiledModel;
  readonly #processors: WrittenProcessors;
  readonly #outcomes: number;
  readonly #slots: number;
  #lanes: number;
  #samples = 0;
  readonly #ids: Int32Array;
  readonly #angles: Float64Array;
  readonly #probabilitiesAt: number;
  #open = true;

  /** @param samples - how many rows there is room for */
  constructor(model: CompiledModel, samples: number, { lanes, list, keep, ...parts }: PlanParts) {
    this.core = acquireCore();
    this.arena = new Arena(this.core);
    const { arena } = this;
    const { network, angles, readouts } = model;
    const outcomes = list.correlatorSlot.length;
    this.#outcomes = outcomes;
    this.#model = model;
    this.#lanes = lanes;
    this.places = Math.ceil(samples / lanes) * lanes;
    this.#slots = arena.zeros(list.slots * lanes);
    this.#fillOnes();
    this.#processors = parts.processors(this.core, arena);
    const { addresses } = this.#processors;
    const ids = arena.reserve(4 * (this.places + CHUNK));
    const anglesAt = arena.zeros(Math.max(1, angles));
    this.#probabilitiesAt = arena.reserve(8 * this.places * outcomes);
    this.at = arena.putFields(PLAN_BYTES, [
      [PLAN_PROCESSORS, addresses.length],
      [PLAN_PROCESSOR_LIST, arena.putI32(addresses)],
      [PLAN_LANES, lanes],
      [PLAN_SLOTS, this.#slots],
      [PLAN_ADJOINTS, keep ? arena.zeros(list.slots * lanes) : 0],
      [PLAN_SLOT_COUNT, list.slots],
      [PLAN_COORDINATE_SLOTS, list.coordinateSlots],
      [PLAN_ENTRIES, list.coefficients.length],
      [PLAN_ENTRY_WORDS, arena.putI32(list.words)],
      [PLAN_ENTRY_COEFFICIENT, arena.putF64(list.coefficients)],
      [PLAN_SUBSETS, outcomes],
      [PLAN_CORRELATOR_SLOT, arena.putI32(list.correlatorSlot)],
      [PLAN_OUTCOME_MATRIX, arena.putF64(list.asked === 'parity' ? parityMatrix() : outcomeMatrix(network, readouts))],
      [PLAN_IDS, ids],
      [PLAN_ANGLES, anglesAt],
      [PLAN_ANGLE_COUNT, angles],
      [PLAN_PROBABILITIES, this.#probabilitiesAt],
      ...parts.fields(arena),
    ]);
    // The memory does not grow from here on, so these views stay valid.
    this.#ids = arena.i32(ids, this.places + CHUNK);
    this.#angles = arena.f64(anglesAt, angles);
  }

  /**
   * Lays rows out in the place of those before.
   *
   * @param rows - shape [samples, features]; each processor's features one after another
   * @throws EbitError 'not-finite' for finite features that make an angle beyond all use
   */
  fill(rows: Float64Array, samples: number): void {
    const { features: stride, featureStart } = this.#model;
    this.#processors.fill((p) => ({ rows, samples, stride, offset: featureStart[p] }), samples);
    this.#samples = samples;
  }

  /** As `fill`, by a copy where equal rows were laid out like this before; `samples` is all there is room for. */
  fillKept(rows: Float64Array, samples: number): void {
    const { laidOut } = this.#processors;
    const views = laidOut?.views(samples) ?? [];
    const how = `${samples} ${laidOut?.how}`;
    const known = laidOut === null ? undefined : keptLayouts.find(how, rows);
    if (known !== undefined) {
      views.forEach((view, i) => {
        view.set(known[i]);
      });
      this.#samples = samples;
      return;
    }
    this.fill(rows, samples);
    if (laidOut === null) return;
    const bytes = views.reduce((sum, { byteLength }) => sum + byteLength, 0);
    keptLayouts.keep(how, rows, bytes, () => views.map((view) => view.slice()));
  }

  /** Takes another number of samples a chunk where the kind can; as many as at first, or fewer, an even number. */
  setLanes(lanes: number): void {
    if (this.#processors.setLanes === null || lanes === this.#lanes) return;
    this.#processors.setLanes(lanes);
    this.arena.i32(this.at + PLAN_LANES, 1)[0] = lanes;
    this.#lanes = lanes;
    this.#fillOnes();
  }

  /** Slot 0 holds a one for every sample of a chunk. */
  #fillOnes(): void {
    this.arena.f64(this.#slots, this.#lanes).fill(1);
  }

  /** Samples a chunk. */
  get lanes(): number {
    return this.#lanes;
  }

  /** Sets the angles and the rows of the next call; null for all rows. Returns how many rows. */
  prepare(angles: Float64Array, indices: Int32Array | null): number {
    if (!this.#open) throw new EbitError('closed', 'The session is closed; open another one.');
    copy(angles, this.#angles);
    const count = indices === null ? this.#samples : indices.length;
    if (indices === null) for (let n = 0; n < count; n++) this.#ids[n] = n;
    else this.#ids.set(indices);
    this.#ids.fill(0, count, this.padded(count));
    return count;
  }

  /** Whether these are the angles of the last call. */
  hasAngles(angles: Float64Array): boolean {
    for (let i = 0; i < this.#angles.length; i++) if (angles[i] !== this.#angles[i]) return false;
    return true;
  }

  /** So many rows in whole chunks. */
  padded(count: number): number {
    return Math.ceil(count / this.#lanes) * this.#lanes;
  }

  /** P(a) of the first `count` rows of the last call; to be copied before the next one. */
  probabilities(count: number): Float64Array {
    return this.arena.f64(this.#probabilitiesAt, count * this.#outcomes);
  }

  close(): void {
    if (this.#open) releaseCore(this.core);
    this.#open = false;
  }
}

/** Copies numbers until `to` is full: a loop, which for some hundreds of numbers is quicker than a subarray and set. */
export function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = from[i];
}
