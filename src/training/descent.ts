import type { OptimiserState } from './optimiser.js';
import { openOptimiser } from './optimisers.js';
import { addL2, clipGradient, l2Over } from './penalty.js';
import { openSchedule } from './schedule.js';
import type { TrainingPlan } from './training-settings.js';

/** How parameters follow the loss's gradient, update after update. */
export interface Descent {
  init(n: number): OptimiserState;
  /**
   * Moves the parameters, and the state on by one update; the gradient is changed on the way.
   *
   * @param t - the number of the update, from 0 on
   */
  update(state: OptimiserState, gradient: Float64Array, parameters: Float64Array, t: number): void;
}

/**
 * Returns the descent that a plan describes: the loss's gradient is clipped, L2 is added, and the optimiser moves the
 * parameters at the rate that the schedule gives. The order is PyTorch's, where clipping stands before the optimiser and
 * weight decay in it.
 *
 * @param angles - so many of the parameters, the first ones, are angles
 * @param rows - that are trained on, for an L2 that depends on them
 * @param isLogits - whether the other parameters make logits, for an L2 that tells them from those of one E
 */
export function openDescent(
  plan: Pick<TrainingPlan, 'optimiser' | 'schedule' | 'l2' | 'clip'>,
  angles: number,
  rows: number,
  isLogits = false,
): Descent {
  const { init, update } = openOptimiser(plan.optimiser);
  const share = openSchedule(plan.schedule);
  const { clip } = plan;
  const l2 = l2Over(plan.l2, rows, isLogits);
  const { learningRate } = plan.optimiser;
  const decays = l2.angles > 0 || l2.weights > 0;
  return {
    init,
    update(state, gradient, parameters, t) {
      if (clip !== null) clipGradient(gradient, clip);
      if (decays) addL2(gradient, parameters, l2, angles);
      update(state, gradient, parameters, learningRate * share(t));
    },
  };
}
