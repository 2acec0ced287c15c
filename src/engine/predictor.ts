// Predictions: a plan for a few rows at a time that runs forwards alone, and is kept for the next call.
import { coreNumbers } from '../core/arena.js';
import type { Asked } from './asked.js';
import { type EngineKind, kindParts, lanesOf } from './classifier-engine.js';
import type { CompiledModel } from './compiled-model.js';
import { Plan } from './plan.js';

/** Rows at a time: whole chunks, and enough of them that a call into the core is not felt. */
const ROWS = 256;

/** What the rows of one processor may take; above it fewer rows are laid out at a time, bytes. */
const ROWS_BYTES = 4 * 1024 * 1024;

/** How many rows there is room for: fewer where a row is a large matrix. */
function roomOf({ programs }: CompiledModel): number {
  const bytes = Math.max(...programs.map(({ qubits, halves }) => 16 << (qubits + Math.max(halves, 1))));
  let rows = ROWS;
  while (rows > 2 && rows * bytes > ROWS_BYTES) rows /= 2;
  return rows;
}

/** A compiled model that says the probabilities of any rows. */
export class Predictor {
  readonly #plan: Plan;
  readonly #model: CompiledModel;
  readonly #room: number;
  readonly #kind: EngineKind;
  readonly #outcomes: number;
  #isStarted = false;

  constructor(model: CompiledModel, kind: EngineKind, asked: Asked) {
    this.#model = model;
    // Rows that come once are not worth their embedded operators.
    this.#kind = kind === 'noisy' ? 'strings' : kind;
    this.#room = roomOf(model);
    const parts = kindParts[this.#kind](model, this.#room, false, asked);
    this.#outcomes = parts.list.correlatorSlot.length;
    this.#plan = new Plan(model, this.#room, parts);
  }

  /** What it takes: of the core's memory, and of JavaScript's for what was compiled. */
  get bytes(): number {
    return this.#plan.core.memory.buffer.byteLength + this.#model.bytes;
  }

  /**
   * P(a) of rows, shape [samples, 2^R]; of a parity its mean and 1, shape [samples, 2]. A row's bits are the same in whatever company it comes.
   *
   * What depends on the angles alone is made once for the same angles.
   *
   * @param rows - shape [samples, features]
   */
  probabilities(angles: Float64Array, rows: Float64Array, samples: number): Float64Array {
    const plan = this.#plan;
    const { features } = this.#model;
    const outcomes = this.#outcomes;
    const result = coreNumbers(samples * outcomes);
    let isStarted = this.#isStarted && plan.hasAngles(angles);
    // Until this call has ended well, nothing is known of what stands in the core.
    this.#isStarted = false;
    for (let first = 0; first < samples; first += this.#room) {
      const here = Math.min(this.#room, samples - first);
      if (this.#kind !== 'observable') plan.setLanes(lanesOf[this.#kind](this.#model, here));
      plan.fill(samples === here ? rows : rows.subarray(first * features, (first + here) * features), here);
      plan.prepare(angles, null);
      if (isStarted) plan.core.moreProbabilities(plan.at, here);
      else plan.core.probabilities(plan.at, here);
      isStarted = true;
      result.set(plan.probabilities(here), first * outcomes);
    }
    this.#isStarted = isStarted;
    return result;
  }

  close(): void {
    this.#plan.close();
  }
}

/** What predictors may keep in all, in the core's memory and outside of it, bytes, and how many they may be. */
export const keptPredictors = { bytes: 64 * 1024 * 1024, count: 16 } as const;

/** What is asked of a model's bits, as one thing. */
type Question = Readonly<Record<'of', CompiledModel>>;

const questions: Readonly<Record<Asked, WeakMap<CompiledModel, Question>>> = {
  outcomes: new WeakMap(),
  parity: new WeakMap(),
};

function questionOf(model: CompiledModel, asked: Asked): Question {
  const known = questions[asked].get(model);
  if (known !== undefined) return known;
  const question = { of: model };
  questions[asked].set(model, question);
  return question;
}

/** The kept ones, the one that was used last at the end. */
const kept = new Map<Question, Predictor>();
let latest: Question | null = null;

/** Bytes that are kept now. */
export function keptBytes(): number {
  let bytes = 0;
  for (const predictor of kept.values()) bytes += predictor.bytes;
  return bytes;
}

/**
 * Returns P(a) of rows by the predictor that is kept for the model, or by a new one.
 *
 * Predictors are kept within {@link keptPredictors}; beyond that the one that was not used for longest goes. One that is
 * larger than all of it is not kept.
 *
 * @param asked - of a parity it is its mean and 1 of every row
 * @param kindOf - which engine the model takes for predictions, asked for once
 */
export function predictedProbabilities(
  model: CompiledModel,
  asked: Asked,
  kindOf: () => EngineKind,
  angles: Float64Array,
  rows: Float64Array,
  samples: number,
): Float64Array {
  const question = questionOf(model, asked);
  const known = kept.get(question);
  if (known !== undefined) {
    if (question !== latest) moveToEnd(question, known);
    return known.probabilities(angles, rows, samples);
  }
  const predictor = new Predictor(model, kindOf(), asked);
  const isKept = predictor.bytes <= keptPredictors.bytes;
  if (isKept) {
    moveToEnd(question, predictor);
    dropOldest();
  }
  try {
    return predictor.probabilities(angles, rows, samples);
  } finally {
    if (!isKept) predictor.close();
  }
}

function moveToEnd(question: Question, predictor: Predictor): void {
  kept.delete(question);
  kept.set(question, predictor);
  latest = question;
}

/** Closes the longest unused until what is left is within bounds; the last one always is. */
function dropOldest(): void {
  let bytes = keptBytes();
  for (const [question, predictor] of kept) {
    if (bytes <= keptPredictors.bytes && kept.size <= keptPredictors.count) return;
    bytes -= predictor.bytes;
    kept.delete(question);
    predictor.close();
  }
}
