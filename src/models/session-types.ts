/** Every {@link EngineChoice}; the first is the default. */
export const engineChoices = ['auto', 'observable', 'state'] as const;

/** Which way to the responses: once a step for the whole batch, or each sample through its own circuit. */
export type EngineChoice = (typeof engineChoices)[number];

/** What a session runs: one of the choices, or `noisy`, which circuits with channels take and no others. */
export type SessionEngine = Exclude<EngineChoice, 'auto'> | 'noisy';

/** The choice that gives another session over as many rows this engine. */
export function choiceOf(engine: SessionEngine): EngineChoice {
  return engine === 'noisy' ? 'auto' : engine;
}

/** Every {@link LossName}; the first is the default. */
export const lossNames = ['mse', 'product', 'logistic', 'hinge'] as const;

/** The name of a loss, as a function of a row's expectation value E and its label y; see {@link lossAndGradient}. */
export type LossName = (typeof lossNames)[number];

/**
 * The loss of more than two classes, and their only one: l = -log p_y with p = softmax(z), z_c = sum_a W_ca P(a), and y the
 * number of the row's class.
 */
export const CLASS_LOSS = 'cross-entropy';

/**
 * The chance that a label from so many shots is wrong: the sign of the mean of their weights, a tie decided by a fair coin.
 *
 * With weights `parity` and `fixed` it is the tail of a binomial distribution itself. With `free` weights it is the normal
 * approximation, l = Phi(-y E sqrt(n) / sigma) with sigma^2 = sum_a w_a^2 P(a) - E^2: good for many shots, too hopeful for
 * few (of 10 shots with E = 0.6 and sigma = 0.8 it says .009 for .020). It does not change under w -> c w, c > 0, so that
 * its gradient leaves the weights' length alone; and it has next to none far from where labels change, so that a training
 * begins with another loss.
 */
export interface ShotsLoss {
  readonly kind: 'shots';
  /** How many of every row, 1 to 1e9. */
  readonly shots: number;
}

/** A loss as plain data. */
export type PlainLoss = LossName | ShotsLoss | typeof CLASS_LOSS;

/** A loss of one's own: of E and the label it returns what it is there, and its derivative by E. */
export type LossFunction = (expectation: number, label: number) => { readonly value: number; readonly slope: number };

/** How a session is opened. */
export interface SessionOptions {
  /** `auto`, the default, counts the work of both ways and takes the cheaper one; it alone takes circuits with channels. */
  readonly engine?: EngineChoice;
  /** What each row weighs in a loss, shape [rows], above 0; needs labels, and all weigh the same unless told. */
  readonly weights?: ArrayLike<number>;
}

/** A model compiled for one set of rows; the parameters are arguments, so that training reuses it step after step. */
export interface Session extends Disposable {
  readonly engine: SessionEngine;
  /** Number of rows. */
  readonly samples: number;
  /**
   * Returns the loss over some rows and fills its gradient; see {@link lossAndGradient} for the equations.
   *
   * @param parameters - shape [angles + weightCount], in the model's parameter order
   * @param indices - the rows, repeated or not; null for all of them
   * @param gradient - filled, so a Float64Array; shape [angles + weightCount]
   * @throws EbitError 'labels' if the session has none; 'shape' for arrays of another length or an empty batch; 'range'
   *   for a row that is not there; 'config' for another loss; 'closed' after `close`, as everything here
   */
  step(
    parameters: ArrayLike<number>,
    indices: ArrayLike<number> | null,
    loss: PlainLoss | LossFunction,
    gradient: Float64Array,
  ): number;
  /**
   * Shape [samples, 2^K], row-major, each in [0, 1]; the first processor is the most significant bit of an outcome, bit 0
   * means +1.
   *
   * @throws EbitError 'memory' for more than 12 bits, whose outcomes are not listed; `expectations` works
   */
  probabilities(parameters: ArrayLike<number>): Float64Array;
  /** E = sum_a w_a P(a) of every row, shape [samples]. @throws EbitError 'labels' for a model of more than two classes */
  expectations(parameters: ArrayLike<number>): Float64Array;
  /** z_c = sum_a W_ca P(a) of every row, shape [samples, classes]. @throws EbitError 'labels' for a model of two classes */
  logits(parameters: ArrayLike<number>): Float64Array;
  /** F_ij = 1/N sum_n sum_a dP_i dP_j / P; shape [angles, angles], row-major, symmetric; filled into `into` if given. */
  fisher(parameters: ArrayLike<number>, into?: Float64Array): Float64Array;
  /** dP(a|x_n) / d angle_j; shape [samples, 2^K, angles], row-major. */
  jacobian(parameters: ArrayLike<number>): Float64Array;
  /**
   * Gives the core's memory back, as `using` does; only `close` may be called again afterwards. A session that is dropped unclosed is only
   * slower.
   */
  close(): void;
}
