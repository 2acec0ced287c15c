// The derivatives of a classifier's outcomes over one set of rows, and their Fisher matrix.
import { PLAN_FISHER, PLAN_FISHER_WORK } from '../core/generated/layout.js';
import { writeJacobianProcessors } from './jacobian-parts.js';
import { jacobianLanes, writeNoisyJacobians } from './noisy-parts.js';
import { outcomeMatrix } from './outcome-matrix.js';
import { type EngineInput, Plan } from './plan.js';
import { stateLanes } from './state-parts.js';

/** How many of all subsets of bits hold one of a processor with so many readouts. */
function ownCount(subsets: number, readouts: number): number {
  return subsets - (subsets >> readouts);
}

/** How many outcomes all bits together have: 2^R. */
function outcomesOf({ readouts }: EngineInput['model']): number {
  return 1 << readouts.reduce((sum, own) => sum + own, 0);
}

/** A model compiled over rows. `close` gives the memory back; nothing may be called afterwards. */
export class FisherEngine {
  readonly #plan: Plan;
  readonly #input: EngineInput;
  readonly #fisherAt: number;
  /** For each processor f64 [its angles][the subsets that it is in][places]. */
  readonly #jacobians: readonly number[];

  constructor(input: EngineInput) {
    this.#input = input;
    const { model, rows, samples } = input;
    const lanes = model.isNoisy ? jacobianLanes(model, samples) : stateLanes(model, samples);
    const places = Math.ceil(samples / lanes) * lanes;
    const subsets = outcomesOf(model);
    const ownSubsets = model.readouts.map((readouts) => ownCount(subsets, readouts));
    const jacobianBytes = (p: number) => 8 * ownSubsets[p] * places * model.angleCount(p);
    const mostAngles = Math.max(0, ...model.programs.map((_, p) => model.angleCount(p)));
    let jacobians: readonly number[] = [];
    let fisherAt = 0;
    this.#plan = new Plan(model, samples, {
      lanes,
      list: (model.isNoisy ? model.pauli : model.state).listOf('outcomes'),
      keep: true,
      processors(core, arena) {
        jacobians = model.programs.map((_, p) => arena.reserve(jacobianBytes(p)));
        const own = { samples, lanes, jacobians };
        return model.isNoisy
          ? writeNoisyJacobians(arena, model, own)
          : writeJacobianProcessors(core, arena, model, own);
      },
      fields(arena) {
        fisherAt = arena.zeros(Math.max(1, model.angles * model.angles));
        return [
          [PLAN_FISHER, fisherAt],
          [
            PLAN_FISHER_WORK,
            arena.reserve(arena.core.fisherBytes(subsets, places, mostAngles, Math.max(...ownSubsets))),
          ],
        ];
      },
    });
    this.#plan.fill(rows, samples);
    this.#jacobians = jacobians;
    this.#fisherAt = fisherAt;
  }

  /** The Fisher matrix, shape [angles, angles]. */
  fisher(angles: Float64Array, into?: Float64Array): Float64Array {
    const { core, at, arena } = this.#plan;
    const count = this.#plan.prepare(angles, null);
    core.makeJacobian(at, count);
    core.makeFisher(at, count);
    const { angles: size } = this.#input.model;
    const matrix = arena.f64(this.#fisherAt, size * size);
    if (into === undefined) return matrix.slice();
    into.set(matrix);
    return into;
  }

  /** dP(a)/d(angle) of every row, shape [samples, 2^R, angles]. */
  jacobian(angles: Float64Array): Float64Array {
    const { core, at, arena } = this.#plan;
    const count = this.#plan.prepare(angles, null);
    core.makeJacobian(at, count);
    const { model } = this.#input;
    const { readouts } = model;
    const subsets = outcomesOf(model);
    let shift = readouts.reduce((sum, own) => sum + own, 0);
    const padded = this.#plan.padded(count);
    const matrix = outcomeMatrix(model.network, readouts);
    const total = model.angles;
    const result = new Float64Array(count * subsets * total);
    model.programs.forEach((_, p) => {
      shift -= readouts[p];
      const own = model.angleCount(p);
      const ownSubsets = ownCount(subsets, readouts[p]);
      const values = arena.f64(this.#jacobians[p], own * ownSubsets * padded);
      // In the order of the core: the subsets that hold a bit of this processor, ascending.
      let index = -1;
      for (let subset = 1; subset < subsets; subset++) {
        if (((subset >> shift) & ((1 << readouts[p]) - 1)) === 0) continue;
        index += 1;
        for (let angle = 0; angle < own; angle++) {
          const from = (angle * ownSubsets + index) * padded;
          const column = model.angleStart[p] + angle;
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
    this.#plan.close();
  }
}
