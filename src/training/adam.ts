import { EbitError } from '../errors.js';
import { isFloat64Array, numberList, roomFor } from '../number-list.js';
import { checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import type { OptimiserKind, OptimiserState } from './optimiser.js';

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

/** An {@link AdamState} as plain data that JSON keeps without loss. */
export interface AdamStateFile {
  readonly step: number;
  readonly beta1Power: number;
  readonly beta2Power: number;
  readonly firstMoment: readonly number[];
  readonly secondMoment: readonly number[];
}

function requireNumber(what: string, value: number, fits: (value: number) => boolean, limit: string): void {
  if (typeof value === 'number' && Number.isFinite(value) && fits(value)) return;
  throw new EbitError('range', `${what} is ${shownValue(value)}; give a number ${limit}.`);
}

/**
 * Returns hyper-parameters that were checked, with every default filled in.
 *
 * @throws EbitError 'range' for a learning rate or an epsilon that is not above 0, or a beta outside [0, 1)
 */
export function completeAdamOptions(options: AdamOptions): Required<AdamOptions> {
  const { learningRate = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const isPositive = (value: number): boolean => value > 0;
  const isDecay = (value: number): boolean => value >= 0 && value < 1;
  requireNumber('The learning rate', learningRate, isPositive, 'above 0, such as 0.01');
  requireNumber('beta1', beta1, isDecay, 'from 0 to below 1, such as 0.9');
  requireNumber('beta2', beta2, isDecay, 'from 0 to below 1, such as 0.999');
  requireNumber('epsilon', epsilon, isPositive, 'above 0, such as 1e-8');
  return { learningRate, beta1, beta2, epsilon };
}

/** The settings of Adam, complete. */
export interface AdamPlan extends Required<AdamOptions> {
  readonly kind: 'adam';
}

/** Adam as the loop has it: what it is handed was checked. */
export const adamKind: OptimiserKind<AdamPlan, AdamState> = {
  open({ learningRate, beta1, beta2, epsilon }) {
    const gain1 = 1 - beta1;
    const gain2 = 1 - beta2;
    return {
      init(n) {
        const room = (): Float64Array => roomFor('The moments', n);
        return { step: 0, beta1Power: 1, beta2Power: 1, firstMoment: room(), secondMoment: room() };
      },
      update(state, gradient, parameters) {
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
          parameters[i] -= (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
        }
      },
    };
  },
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
  checkOptions('adam', options, { learningRate: true, beta1: true, beta2: true, epsilon: true });
  const { init, update } = adamKind.open({ kind: 'adam', ...completeAdamOptions(options) });
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
      update(state, gradient, parameters);
    },
  };
}

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

/** Returns the state as plain data. */
export function adamStateToJSON(state: AdamState): AdamStateFile {
  const { step, beta1Power, beta2Power, firstMoment, secondMoment } = state;
  return {
    step,
    beta1Power,
    beta2Power,
    firstMoment: Array.from(firstMoment),
    secondMoment: Array.from(secondMoment),
  };
}

/** The inverse of {@link adamStateToJSON}, bit for bit. */
export function adamStateFromJSON(file: AdamStateFile): AdamState {
  return {
    ...file,
    firstMoment: Float64Array.from(file.firstMoment),
    secondMoment: Float64Array.from(file.secondMoment),
  };
}
