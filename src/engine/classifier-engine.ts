// A classifier over one set of rows: loss, gradient and probabilities.
import {
  CHUNK,
  PLAN_ADJOINTS,
  PLAN_CLASS_SCRATCH,
  PLAN_CLASSES,
  PLAN_GRADIENT,
  PLAN_HEAD,
  PLAN_LABELS,
  PLAN_ROW_WEIGHTS,
  PLAN_SECOND_MOMENT,
  PLAN_WEIGHT_GRADIENT,
  PLAN_WEIGHTS,
} from '../core/generated/layout.js';
import type { Asked } from './asked.js';
import type { CompiledModel } from './compiled-model.js';
import { lossNumbers } from './loss-numbers.js';
import { noisyLanes, stringLanes, writeNoisyProcessors, writeStringProcessors } from './noisy-parts.js';
import { writeObservableProcessors } from './observable-parts.js';
import { copy, type EngineInput, Plan, type PlanParts } from './plan.js';
import { sampleLanes, writeSampleProcessors } from './rotations-parts.js';
import { answerOf, type MomentLoss, type RowLoss } from './row-loss.js';
import { stateLanes, writeStateProcessors } from './state-parts.js';

/**
 * Which way to the responses: once a step for the whole batch, or each sample through its own circuit. `passes` is the
 * latter too, gate by gate where `state` knows better: tests and benchmarks hold the two against each other. `noisy` takes circuits with
 * channels, and others too; `strings` is that with every sample by itself, which is less to prepare.
 */
export type EngineKind = 'observable' | 'state' | 'passes' | 'noisy' | 'strings';

/** Samples a chunk of each kind. */
export const lanesOf: Record<EngineKind, (model: CompiledModel, samples: number) => number> = {
  observable: () => CHUNK,
  state: sampleLanes,
  passes: stateLanes,
  noisy: noisyLanes,
  strings: stringLanes,
};

/** What both ways of the state engine put into a plan. */
function sampleParts(
  model: CompiledModel,
  samples: number,
  keep: boolean,
  asked: Asked,
  kind: 'state' | 'passes',
  write: typeof writeSampleProcessors,
): PlanParts {
  const lanes = lanesOf[kind](model, samples);
  return {
    lanes,
    list: model.state.listOf(asked),
    keep,
    processors: (_, arena) => write(arena, model, { samples, lanes, keep }),
    fields: () => [],
  };
}

/** What both ways of the noisy engine put into a plan. */
function noisyPlan(
  model: CompiledModel,
  samples: number,
  keep: boolean,
  asked: Asked,
  kind: 'noisy' | 'strings',
  write: typeof writeNoisyProcessors,
): PlanParts {
  const lanes = lanesOf[kind](model, samples);
  return {
    lanes,
    list: model.pauli.listOf(asked),
    keep,
    processors: (_, arena) => write(arena, model, { samples, lanes, keep }),
    fields: () => [],
  };
}

/** What each kind puts into a plan, beside what steps need; `keep` says whether anything runs backwards. */
export const kindParts: Record<
  EngineKind,
  (model: CompiledModel, samples: number, keep: boolean, asked: Asked) => PlanParts
> = {
  observable: (model, samples, keep, asked) => ({
    lanes: CHUNK,
    list: model.observable.listOf(asked),
    keep,
    processors: (core, arena) => writeObservableProcessors(core, arena, model, { samples, keep }),
    fields: () => [],
  }),
  state: (model, samples, keep, asked) => sampleParts(model, samples, keep, asked, 'state', writeSampleProcessors),
  passes: (model, samples, keep, asked) => sampleParts(model, samples, keep, asked, 'passes', writeStateProcessors),
  noisy: (model, samples, keep, asked) => noisyPlan(model, samples, keep, asked, 'noisy', writeNoisyProcessors),
  strings: (model, samples, keep, asked) => noisyPlan(model, samples, keep, asked, 'strings', writeStringProcessors),
};

/** A loss of both moments, told from one of E alone. */
interface OfMoments {
  readonly ofMoments: MomentLoss;
}

/** What steps fill and read beside a plan's own. */
interface StepViews {
  readonly gradient: Float64Array;
  readonly weights: Float64Array;
  readonly weightGradient: Float64Array;
  readonly labels: Float64Array;
  readonly rowWeights: Float64Array | null;
  /** Q of a chunk's lanes, then dLoss/dQ. */
  readonly secondMoment: Float64Array;
}

/**
 * A compiled model over rows. Without labels it has no room for what runs backwards and takes no step. `close` gives the
 * memory back; nothing may be called afterwards.
 */
export class ClassifierEngine {
  readonly #plan: Plan;
  readonly #steps: StepViews | null;
  readonly #asked: Asked;

  constructor(input: EngineInput, kind: EngineKind) {
    const { model, rows, samples, labels, classes, weights, asked = 'outcomes' } = input;
    const keep = labels !== null;
    this.#asked = asked;
    const parts = kindParts[kind](model, samples, keep, asked);
    const outcomes = parts.list.correlatorSlot.length;
    const weightCount = outcomes * (classes ?? 1);
    const at = { gradient: 0, weights: 0, weightGradient: 0, labels: 0, rowWeights: 0, secondMoment: 0 };
    this.#plan = new Plan(model, samples, {
      ...parts,
      fields(arena) {
        if (labels === null) return parts.fields(arena);
        at.gradient = arena.zeros(Math.max(1, model.angles));
        at.weights = arena.zeros(weightCount);
        at.weightGradient = arena.zeros(weightCount);
        at.labels = arena.putF64(labels);
        at.rowWeights = weights === null ? 0 : arena.putF64(weights);
        at.secondMoment = arena.reserve(arena.core.secondMomentBytes(parts.lanes, outcomes));
        return [
          ...parts.fields(arena),
          [PLAN_LABELS, at.labels],
          [PLAN_ROW_WEIGHTS, at.rowWeights],
          [PLAN_GRADIENT, at.gradient],
          [PLAN_WEIGHTS, at.weights],
          [PLAN_WEIGHT_GRADIENT, at.weightGradient],
          [PLAN_HEAD, arena.reserve(arena.core.headBytes(outcomes))],
          [PLAN_SECOND_MOMENT, at.secondMoment],
          ...(classes === null
            ? []
            : [
                [PLAN_CLASSES, classes] as const,
                [PLAN_CLASS_SCRATCH, arena.reserve(arena.core.classBytes(classes, parts.lanes, outcomes))] as const,
              ]),
        ];
      },
    });
    this.#plan.fillKept(rows, samples);
    const { arena } = this.#plan;
    this.#steps = keep
      ? {
          gradient: arena.f64(at.gradient, model.angles),
          weights: arena.f64(at.weights, weightCount),
          weightGradient: arena.f64(at.weightGradient, weightCount),
          labels: arena.f64(at.labels, samples),
          rowWeights: weights === null ? null : arena.f64(at.rowWeights, samples),
          secondMoment: arena.f64(at.secondMoment, parts.lanes),
        }
      : null;
  }

  /** The largest number of rows that one step takes. */
  get largestBatch(): number {
    return this.#plan.places;
  }

  /**
   * Loss over rows; fills the gradient of the angles and of the outcome weights. Only of an engine with labels.
   *
   * @param angles - shape [angles]; what follows in the array is not read
   * @param weights - shape [2^R], or [classes, 2^R], whose loss is the cross-entropy and no other; of a parity [2], w and 0
   */
  step(
    angles: Float64Array,
    weights: Float64Array,
    indices: Int32Array | null,
    loss: keyof typeof lossNumbers | 'cross-entropy' | RowLoss | OfMoments,
    gradient: Float64Array,
    weightGradient: Float64Array,
  ): number {
    if (this.#steps === null) throw new Error('an engine without labels was asked for a step');
    const count = this.#plan.prepare(angles, indices);
    this.#steps.weights.set(weights);
    const { core, at } = this.#plan;
    let value: number;
    if (loss === 'cross-entropy') value = core.classStep(at, count);
    else if (typeof loss === 'string') value = core.step(at, count, lossNumbers[loss]);
    else value = this.#foreignStep(this.#steps, indices, count, loss);
    const own = this.#steps.gradient;
    for (let i = 0; i < own.length; i++) gradient[i] = own[i];
    copy(this.#steps.weightGradient, weightGradient);
    return value;
  }

  /**
   * A step whose loss the core does not know: chunk by chunk E comes out, and dLoss/dE goes in where it stood; likewise Q
   * for a loss of both moments. Of a parity Q is w^2 in every row.
   */
  #foreignStep(
    { labels, rowWeights: weights, secondMoment, weights: ofOutcomes, weightGradient }: StepViews,
    indices: Int32Array | null,
    count: number,
    loss: RowLoss | OfMoments,
  ): number {
    const hasMoments = typeof loss !== 'function';
    const isCounted = hasMoments && this.#asked === 'outcomes';
    const [weightOfParity] = ofOutcomes;
    let squareSlopes = 0;
    const { core, at, arena, lanes } = this.#plan;
    const seeds = arena.f64(arena.i32(at + PLAN_ADJOINTS, 1)[0], lanes);
    let total = count;
    if (weights !== null) {
      total = 0;
      for (let n = 0; n < count; n++) total += weights[indices === null ? n : indices[n]];
    }
    let sum = 0;
    core.beginStep(at);
    if (isCounted) core.beginSecondMoment(at);
    for (let first = 0; first < count; first += lanes) {
      core.chunkExpectations(at, first);
      if (isCounted) core.chunkSecondMoment(at);
      const end = Math.min(lanes, count - first);
      for (let lane = 0; lane < end; lane++) {
        const n = indices === null ? first + lane : indices[first + lane];
        const weight = weights === null ? 1 : weights[n];
        if (typeof loss === 'function') {
          const answer = answerOf(loss, seeds[lane], labels[n]);
          sum += weight * answer.value;
          seeds[lane] = (weight * answer.slope) / total;
        } else {
          const square = isCounted ? secondMoment[lane] : weightOfParity * weightOfParity;
          const { value, slope, squareSlope } = loss.ofMoments(seeds[lane], square, labels[n]);
          sum += weight * value;
          seeds[lane] = (weight * slope) / total;
          secondMoment[lane] = (weight * squareSlope) / total;
          squareSlopes += secondMoment[lane];
        }
      }
      seeds.fill(0, end);
      if (isCounted) {
        secondMoment.fill(0, end);
        core.chunkSecondMomentBackward(at);
      }
      core.chunkBackward(at);
    }
    core.finishStep(at);
    if (isCounted) core.finishSecondMoment(at);
    else if (hasMoments) weightGradient[0] += 2 * weightOfParity * squareSlopes;
    return sum / total;
  }

  /** P(a) of every row, shape [samples, 2^R]; of a parity its mean and 1, shape [samples, 2]. */
  probabilities(angles: Float64Array): Float64Array {
    const count = this.#plan.prepare(angles, null);
    this.#plan.core.probabilities(this.#plan.at, count);
    return this.#plan.probabilities(count).slice();
  }

  close(): void {
    this.#plan.close();
  }
}
