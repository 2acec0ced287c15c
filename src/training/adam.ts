import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { isFloat64Array, numberList, roomFor } from '../number-list.js';
import { checkedWhole } from '../options.js';
import { shownValue } from '../shown-value.js';
import { learningRateRule, type OptimiserKind, type OptimiserState, type OptimiserStateFile } from './optimiser.js';
import { completed, numberRule, type Rule, type Rules } from './rule.js';
import { finiteNumber, finiteNumbers, wholeNumber } from './state-schema.js';

/** The hyper-parameters of Adam. */
export interface AdamOptions {
  /** alpha, above 0; 0.01 unless told. */
  readonly learningRate?: number;
  /** Decay of the first moment, in [0, 1); 0.9 unless told. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1); 0.999 unless told. */
  readonly beta2?: number;
  /** Keeps the denominator from 0, above 0; 1e-8 unless told. */
  readonly epsilon?: number;
}

/** What Adam remembers between two updates; `update` writes to it. */
export interface AdamState extends OptimiserState {
  /** beta1^t and beta2^t, as running products: a power would not be the same number on every engine. */
  beta1Power: number;
  beta2Power: number;
  /** m, shape [parameters]. */
  readonly firstMoment: Float64Array;
  /** v, shape [parameters]. */
  readonly secondMoment: Float64Array;
}

/** Adam with its hyper-parameters fixed; all that changes is in the state. */
export interface Adam {
  /**
   * Returns the state before the first update of `n` parameters.
   *
   * @throws EbitError 'range' for what is no number of parameters, 'memory' for too many
   */
  init(n: number): AdamState;
  /**
   * Moves `parameters` against `gradient`, and `state` on by one update.
   *
   * @throws EbitError 'shape' if the three do not have the same length, or the parameters are no Float64Array
   */
  update(state: AdamState, gradient: ArrayLike<number>, parameters: Float64Array): void;
}

/** Adam by name, as an optimiser of a fit. */
export interface AdamSettings extends AdamOptions {
  readonly kind: 'adam';
}

/** The settings of Adam, complete. */
export type AdamPlan = Required<AdamSettings>;

function decayRule(name: string, standard: number): Rule<number> {
  return numberRule(name, standard, `a number from 0 to below 1, such as ${standard}`, (x) => x >= 0 && x < 1);
}

/** What Adam's settings may be. */
export const adamRules: Rules<AdamPlan> = {
  learningRate: learningRateRule,
  beta1: decayRule('beta1', 0.9),
  beta2: decayRule('beta2', 0.999),
  epsilon: numberRule('epsilon', 1e-8, 'a number above 0, such as 1e-8', (x) => x > 0),
};

/**
 * Returns beta^t as Adam has it after t updates: the running product, so that the bits are the same.
 *
 * @param beta - in [0, 1)
 */
export function runningPower(beta: number, updates: number): number {
  let power = 1;
  for (let t = 0; t < updates; t++) {
    const next = power * beta;
    // The least double times 0.9 is itself again, and 0 is 0: nothing changes from here on.
    if (next === power) return power;
    power = next;
  }
  return power;
}

/** Says which of Adam's powers is not what so many updates make of it, or null. */
function powerFault(plan: Omit<AdamPlan, 'kind'>, state: OptimiserStateFile<AdamState>): string | null {
  for (const name of ['beta1', 'beta2'] as const) {
    const power = runningPower(plan[name], state.step);
    const given = state[`${name}Power`];
    if (given === power) continue;
    return `${name}Power ${given}, where ${state.step} updates with ${name} ${plan[name]} make ${power}`;
  }
  return null;
}

/** Adam for the loop; see {@link adam} for the equations. */
export const adamKind: OptimiserKind<AdamSettings, AdamState> = {
  rules: adamRules,
  state: () =>
    v.strictObject({
      step: wholeNumber,
      beta1Power: finiteNumber,
      beta2Power: finiteNumber,
      firstMoment: finiteNumbers,
      secondMoment: v.array(v.pipe(finiteNumber, v.minValue(0))),
    }),
  open({ beta1, beta2, epsilon }) {
    const gain1 = 1 - beta1;
    const gain2 = 1 - beta2;
    return {
      init(n) {
        const room = (): Float64Array => roomFor('The moments', n);
        return { step: 0, beta1Power: 1, beta2Power: 1, firstMoment: room(), secondMoment: room() };
      },
      update(state, gradient, parameters, rate) {
        const { firstMoment, secondMoment } = state;
        state.step += 1;
        state.beta1Power *= beta1;
        state.beta2Power *= beta2;
        const correction1 = 1 - state.beta1Power;
        const correction2 = 1 - state.beta2Power;
        for (let i = 0; i < parameters.length; i++) {
          const g = gradient[i];
          // JSON writes -0 as 0. Adding 0 turns -0 into 0 and changes nothing else, so a state from a file has all its bits.
          const m = beta1 * firstMoment[i] + gain1 * g + 0;
          const v = beta2 * secondMoment[i] + gain2 * g * g;
          firstMoment[i] = m;
          secondMoment[i] = v;
          parameters[i] -= (rate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
        }
      },
    };
  },
  fault: powerFault,
};

/** @throws EbitError 'shape' for what is no state of Adam's; this stands in every step, so that it only looks at kinds */
function checkState(state: AdamState): void {
  const { step, beta1Power, beta2Power, firstMoment, secondMoment } = (state ?? {}) as Partial<AdamState>;
  const isOne =
    Number.isFinite(step) &&
    Number.isFinite(beta1Power) &&
    Number.isFinite(beta2Power) &&
    isFloat64Array(firstMoment) &&
    isFloat64Array(secondMoment);
  if (isOne) return;
  throw new EbitError('shape', `The state is ${shownValue(state)}, none of Adam's; begin with what init() returns.`);
}

/**
 * Returns the optimiser Adam.
 *
 * With gradient g and t counted from 1:
 *
 *     m = beta1 m + (1 - beta1) g
 *     v = beta2 v + (1 - beta2) g^2
 *     theta = theta - alpha (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *
 * @param options - the hyper-parameters; the defaults are those of the article, but for alpha = 0.01
 * @throws EbitError 'range' for a learning rate or an epsilon that is not above 0, or a beta outside [0, 1); 'config' for
 *   an unknown option
 * @example
 * const parameters = Float64Array.of(1, -2);
 * const { init, update } = adam({ learningRate: 0.1 });
 * update(init(2), Float64Array.of(3, -0.5), parameters);
 * parameters; // about [0.9000, -1.9000]: the first update is alpha long in every direction
 * @see Kingma and Ba, arXiv:1412.6980, algorithm 1. As in Optax and PyTorch, epsilon is added outside the root.
 */
export function adam(options: AdamOptions = {}): Adam {
  const hyper = completed<Required<AdamOptions>>('adam', options, adamRules);
  const { init, update } = adamKind.open({ kind: 'adam', ...hyper });
  return {
    init(n) {
      return init(checkedWhole('The number of parameters', n, 0, Number.MAX_SAFE_INTEGER));
    },
    update(state, given, parameters) {
      if (!isFloat64Array(parameters)) {
        throw new EbitError(
          'shape',
          `The parameters are ${shownValue(parameters)}; they are changed in place, so give a Float64Array.`,
        );
      }
      const gradient = numberList('The gradients', given);
      const n = parameters.length;
      checkState(state);
      const started = state.firstMoment.length;
      if (gradient.length !== n || started !== n || state.secondMoment.length !== n) {
        throw new EbitError(
          'shape',
          `Adam was started for ${started} parameters and is given ${n}, with a gradient of ${gradient.length}.`,
        );
      }
      update(state, gradient, parameters, hyper.learningRate);
    },
  };
}
