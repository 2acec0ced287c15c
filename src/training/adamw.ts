import { type AdamOptions, type AdamState, adamKind, adamRules } from './adam.js';
import type { OptimiserKind } from './optimiser.js';
import { numberRule } from './rule.js';

/** Adam whose weight decay does not pass through the moments, as an optimiser of a fit. */
export interface AdamWSettings extends AdamOptions {
  readonly kind: 'adamw';
  /** lambda, at least 0; 0.01 unless told, as in PyTorch. */
  readonly weightDecay?: number;
}

/**
 * AdamW: every update first shrinks the parameters, angles and weights alike, by what the schedule makes of the learning
 * rate; then it is Adam's.
 *
 *     theta = (1 - alpha lambda) theta, then Adam's update
 *
 * @see Loshchilov and Hutter, arXiv:1711.05101; the order is PyTorch's
 */
export const adamwKind: OptimiserKind<AdamWSettings, AdamState> = {
  rules: {
    ...adamRules,
    weightDecay: numberRule('weightDecay', 0.01, 'a number from 0 on, such as 0.01', (x) => x >= 0),
  },
  state: adamKind.state,
  open({ weightDecay, ...plan }) {
    const { init, update } = adamKind.open({ ...plan, kind: 'adam' });
    return {
      init,
      update(state, gradient, parameters, rate) {
        const kept = 1 - rate * weightDecay;
        // No -0 may be left: see Adam's moments.
        for (let i = 0; i < parameters.length; i++) parameters[i] = kept * parameters[i] + 0;
        update(state, gradient, parameters, rate);
      },
    };
  },
  fault: (plan, state) => adamKind.fault({ ...plan, kind: 'adam' }, state),
};
