import * as v from 'valibot';
import { roomFor } from '../number-list.js';
import { learningRateRule, type OptimiserKind, type OptimiserState } from './optimiser.js';
import { flagRule, numberRule } from './rule.js';
import { finiteNumbers, wholeNumber } from './state-schema.js';

/** Stochastic gradient descent, as an optimiser of a fit. */
export interface SgdSettings {
  readonly kind: 'sgd';
  /** alpha, above 0; 0.01 unless told. */
  readonly learningRate?: number;
  /** mu, in [0, 1); 0 unless told. */
  readonly momentum?: number;
  /** Whether the update looks ahead along the momentum, which then has to be above 0; false unless told. */
  readonly nesterov?: boolean;
}

/** What stochastic gradient descent remembers between two updates. */
export interface SgdState extends OptimiserState {
  /** b, shape [parameters]. */
  readonly velocity: Float64Array;
}

/**
 * Stochastic gradient descent with momentum.
 *
 *     b = mu b + g
 *     theta = theta - alpha b                 or, by Nesterov, theta - alpha (g + mu b)
 *
 * @see PyTorch's SGD without dampening, of which this has the form: the learning rate stands outside the momentum
 */
export const sgdKind: OptimiserKind<SgdSettings, SgdState> = {
  rules: {
    learningRate: learningRateRule,
    momentum: numberRule('momentum', 0, 'a number from 0 to below 1, such as 0.9', (x) => x >= 0 && x < 1),
    nesterov: flagRule('nesterov', false),
  },
  state: () => v.strictObject({ step: wholeNumber, velocity: finiteNumbers }),
  open({ momentum, nesterov }) {
    return {
      init: (n) => ({ step: 0, velocity: roomFor('The velocities', n) }),
      update(state, gradient, parameters, rate) {
        const { velocity } = state;
        state.step += 1;
        for (let i = 0; i < parameters.length; i++) {
          // No -0 may be left: see Adam's moments.
          const b = momentum * velocity[i] + gradient[i] + 0;
          velocity[i] = b;
          parameters[i] -= rate * (nesterov ? gradient[i] + momentum * b : b);
        }
      },
    };
  },
  contradiction: ({ nesterov, momentum }) =>
    nesterov && momentum === 0 ? 'Nesterov looks ahead along the momentum, which is 0; give one, such as 0.9.' : null,
  fault: () => null,
};
