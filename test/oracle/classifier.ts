// What training and analysis compute, by their definitions: weights, losses, gradients and Jacobians by parameter shift
// and by finite differences, the Fisher matrix and its rank. Parameters are the angles, then the weights.
import type { DenseCircuit } from './dense.js';
import { bornProbabilities, type KnownEffects } from './joint.js';
import { bitsIn, featuresByProcessor, type OracleModel, type OracleProgram, type OraclePrograms } from './program.js';

export type OracleLoss = keyof typeof rowLosses;
export type OracleWeightForm = 'free' | 'parity' | 'fixed';

/** What makes E of probabilities. */
export interface OracleHead extends OraclePrograms {
  /** Number of angles. */
  readonly angles: number;
  readonly weightForm: OracleWeightForm;
}

export interface OracleClassifier extends OracleModel, OracleHead {}

/** Rows with a label, +1 or -1, each. */
export interface Samples {
  readonly rows: readonly ArrayLike<number>[];
  readonly labels: ArrayLike<number>;
}

/** w_a for all 2^R outcomes: the weights themselves, or the product of the signs (bit 0 is +1) times a weight or 1. */
export function weightsOf(model: OracleHead, parameters: ArrayLike<number>): readonly number[] {
  return Array.from({ length: 1 << bitsIn(model) }, (_, outcome) => {
    if (model.weightForm === 'free') return parameters[model.angles + outcome];
    return signOf(outcome) * (model.weightForm === 'parity' ? parameters[model.angles] : 1);
  });
}

function signOf(outcome: number): number {
  return [...outcome.toString(2)].reduce((sign, bit) => (bit === '1' ? -sign : sign), 1);
}

/** Each loss of a row by y and E, and its derivative by E; the logistic one as it is printed, with no care for overflow. */
export const rowLosses = {
  mse: { value: (y: number, e: number) => (y - e) ** 2, slope: (y: number, e: number) => -2 * (y - e) },
  product: { value: (y: number, e: number) => -y * e, slope: (y: number) => -y },
  logistic: {
    value: (y: number, e: number) => Math.log(1 + Math.exp(-y * e)),
    slope: (y: number, e: number) => (-y * Math.exp(-y * e)) / (1 + Math.exp(-y * e)),
  },
  hinge: {
    value: (y: number, e: number) => (y * e > 1 ? 0 : 1 - y * e),
    slope: (y: number, e: number) => (y * e > 1 ? 0 : -y),
  },
};

/** The weighted mean of the rows' losses; all weights are 1 unless told. */
export function lossOf(
  name: OracleLoss,
  expectations: readonly number[],
  labels: ArrayLike<number>,
  weights: readonly number[] = expectations.map(() => 1),
): number {
  const terms = expectations.map((e, n) => weights[n] * rowLosses[name].value(labels[n], e));
  return total(terms) / total(weights);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** The loss at the parameters. */
export function lossAt(
  model: OracleClassifier,
  parameters: ArrayLike<number>,
  samples: Samples,
  name: OracleLoss,
): number {
  const weights = weightsOf(model, parameters);
  const expectations = bornProbabilities(model, parameters, samples.rows).map((p) => dot(p, weights));
  return lossOf(name, expectations, samples.labels);
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i], 0);

/**
 * The four-term shift rule. An angle t in a gate exp(-i t G/2) enters a probability with the differences of G/2's
 * eigenvalues as frequencies: 0 and 1 for a rotation, but 0, 1/2 and 1 for a controlled one, whose G has the
 * eigenvalue 0 too. With f(t) = a + sum_w (b_w sin wt + c_w cos wt), w = 1/2 and 1,
 *
 *     f(s) - f(-s) = 2 b_1/2 sin(s/2) + 2 b_1 sin s,      f'(0) = b_1/2 / 2 + b_1,
 *
 * and s = pi/2, 3 pi/2 give two equations for both b: f'(0) = k+ [f(pi/2) - f(-pi/2)] - k- [f(3pi/2) - f(-3pi/2)],
 * k+- = (sqrt 2 +- 1) / (4 sqrt 2). The rule is exact for the uncontrolled gates too (b_1/2 = 0).
 */
export const shiftRule: readonly { readonly shift: number; readonly factor: number }[] = [
  { shift: Math.PI / 2, factor: (Math.SQRT2 + 1) / (4 * Math.SQRT2) },
  { shift: -Math.PI / 2, factor: -(Math.SQRT2 + 1) / (4 * Math.SQRT2) },
  { shift: (3 * Math.PI) / 2, factor: -(Math.SQRT2 - 1) / (4 * Math.SQRT2) },
  { shift: (-3 * Math.PI) / 2, factor: (Math.SQRT2 - 1) / (4 * Math.SQRT2) },
];

/** What a gate's own angle was: offset + scale times a shared one, times the input's factors where it reads some. */
export interface Owner {
  readonly index: number;
  readonly processor: number;
  readonly scale: number;
  readonly offset: number;
  readonly factors: readonly { readonly feature: number; readonly offset: number; readonly slope: number }[];
}

/** A model in which every gate has an angle of its own; `owners[k]` says what the k-th one was. */
export function unshared<M extends OraclePrograms>(model: M): { readonly model: M; readonly owners: readonly Owner[] } {
  const owners: Owner[] = [];
  const separate = (circuit: DenseCircuit, processor: number): DenseCircuit => ({
    qubits: circuit.qubits,
    operations: circuit.operations.map((operation) => {
      if (operation.kind !== 'gate') return operation;
      if (operation.angle?.kind === 'parameter') {
        const { index, scale = 1, offset = 0 } = operation.angle;
        owners.push({ index, processor, scale, offset, factors: [] });
      } else if (operation.angle?.kind === 'scaled') {
        const { index, scale, factors } = operation.angle;
        owners.push({ index, processor, scale, offset: 0, factors });
      } else return operation;
      return { ...operation, angle: { kind: 'parameter', index: owners.length - 1 } };
    }),
  });
  const programs = model.programs.map(
    (program, p): OracleProgram => ({
      ...program,
      mixing: program.mixing && separate(program.mixing, p),
      embedding:
        program.embedding.kind === 'unitary'
          ? program.embedding
          : { kind: 'circuit', circuit: separate(program.embedding.circuit, p) },
      trainable: separate(program.trainable, p),
    }),
  );
  return { model: { ...model, programs }, owners };
}

/** What a row multiplies an owner's shared angle by. */
function slopeOf({ processor, scale, factors }: Owner, model: OraclePrograms, row: ArrayLike<number>): number {
  const features = featuresByProcessor(model, row)[processor];
  return factors.reduce((product, { feature, offset, slope }) => product * (offset + slope * features[feature]), scale);
}

/** P(a|x_n), shape [rows][2^R], of a model whose angles move one at a time. */
export type Probabilities<M> = (
  model: M,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
) => readonly (readonly number[])[];

/** {@link bornProbabilities} that remembers a processor's effects. */
function rememberedBorn(): Probabilities<OracleModel> {
  const known: KnownEffects = new Map();
  return (model, parameters, rows) => bornProbabilities(model, parameters, rows, known);
}

/** dP(a|x_n)/d angle_j, shape [rows][2^K][angles]: gates that share an angle are shifted one at a time, and summed with their scales. */
export function jacobianByShifts(
  model: OracleClassifier,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
): readonly (readonly (readonly number[])[])[] {
  return jacobianOf(model, model.angles, parameters, rows, rememberedBorn());
}

/**
 * dP(a|x_n)/d angle_j of any model, shape [rows][2^R][angles]. Channels change nothing in {@link shiftRule}: P is linear in
 * U rho U^+ of every gate U.
 */
export function jacobianOf<M extends OraclePrograms>(
  model: M,
  angles: number,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  probabilitiesOf: Probabilities<M>,
): readonly (readonly (readonly number[])[])[] {
  const apart = unshared(model);
  const jacobian = rows.map(() => Array.from({ length: 1 << bitsIn(model) }, () => new Array<number>(angles).fill(0)));
  // Rows whose gates have the same angles go together.
  const each = Array.from(rows, (_, n) => n);
  const together = apart.owners.every(({ factors }) => factors.length === 0) ? [each] : each.map((n) => [n]);
  for (const numbers of together) {
    const some = numbers.map((n) => rows[n]);
    const slopes = apart.owners.map((owner) => slopeOf(owner, model, some[0]));
    const values = apart.owners.map(({ index, offset }, k) => offset + slopes[k] * parameters[index]);
    apart.owners.forEach((owner, k) => {
      for (const { shift, factor } of shiftRule) {
        const moved = values.map((value, j) => (j === k ? value + shift : value));
        probabilitiesOf(apart.model, moved, some).forEach((probabilities, i) => {
          probabilities.forEach((p, outcome) => {
            jacobian[numbers[i]][outcome][owner.index] += slopes[k] * factor * p;
          });
        });
      }
    });
  }
  return jacobian;
}

/** P(a|x_n), shape [rows][2^K], and dP(a|x_n)/d angle_j, shape [rows][2^K][angles]. */
export interface Derivatives {
  readonly probabilities: readonly (readonly number[])[];
  readonly jacobian: readonly (readonly (readonly number[])[])[];
}

/** The loss and its gradient, shape [angles + weights], by the chain rule, over the given rows of `derivatives`. */
export function lossAndGradientFrom(
  model: OracleHead,
  parameters: ArrayLike<number>,
  { probabilities, jacobian }: Derivatives,
  labels: ArrayLike<number>,
  name: OracleLoss,
  rows: readonly number[] = probabilities.map((_, n) => n),
  rowWeights: readonly number[] = probabilities.map(() => 1),
): { readonly loss: number; readonly gradient: readonly number[] } {
  const weights = weightsOf(model, parameters);
  const gradient = new Array<number>(model.angles).fill(0);
  const perOutcome = weights.map(() => 0);
  const expectations = rows.map((n) => dot(probabilities[n], weights));
  const heaviness = rows.map((n) => rowWeights[n]);
  rows.forEach((n, place) => {
    const slope = (heaviness[place] * rowLosses[name].slope(labels[n], expectations[place])) / total(heaviness);
    weights.forEach((weight, outcome) => {
      perOutcome[outcome] += slope * probabilities[n][outcome];
      jacobian[n][outcome].forEach((derivative, j) => {
        gradient[j] += slope * weight * derivative;
      });
    });
  });
  if (model.weightForm === 'free') gradient.push(...perOutcome);
  if (model.weightForm === 'parity') gradient.push(perOutcome.reduce((sum, g, a) => sum + g * signOf(a), 0));
  const chosen = rows.map((n) => labels[n]);
  return { loss: lossOf(name, expectations, chosen, heaviness), gradient };
}

/** Probabilities and their derivatives by parameter shift. */
export function derivativesByShifts(
  model: OracleClassifier,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
): Derivatives {
  return {
    probabilities: bornProbabilities(model, parameters, rows),
    jacobian: jacobianByShifts(model, parameters, rows),
  };
}

/** The loss's gradient by parameter shift, shape [angles + weights]. */
export function gradientByShifts(
  model: OracleClassifier,
  parameters: ArrayLike<number>,
  samples: Samples,
  name: OracleLoss,
): readonly number[] {
  const derivatives = derivativesByShifts(model, parameters, samples.rows);
  return lossAndGradientFrom(model, parameters, derivatives, samples.labels, name).gradient;
}

/**
 * The derivative of f along every parameter by central differences, (f(x + h) - f(x - h)) / 2h; or, at order 4, by
 * Richardson's extrapolation of two of them, (4 D(h/2) - D(h)) / 3.
 */
export function differences(
  f: (parameters: readonly number[]) => number,
  parameters: ArrayLike<number>,
  step: number,
  order: 2 | 4 = 4,
): readonly number[] {
  const at = Array.from(parameters);
  return at.map((_, j) => {
    const central = (h: number): number => {
      const move = (by: number) => f(at.map((value, i) => (i === j ? value + by : value)));
      return (move(h) - move(-h)) / (2 * h);
    };
    return order === 2 ? central(step) : (4 * central(step / 2) - central(step)) / 3;
  });
}

/**
 * F_ij = 1/N sum_n sum_a dP_i dP_j / P. Where P = 0 the term is 0/0, and its limit depends on the way to that point, so
 * the points of tests must not hold such an outcome; this throws if one does.
 */
export function fisherMatrix({ probabilities, jacobian }: Derivatives): readonly (readonly number[])[] {
  const size = jacobian[0][0].length;
  const total = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  jacobian.forEach((outcomes, n) => {
    outcomes.forEach((d, a) => {
      if (!(probabilities[n][a] > 0)) throw new Error(`outcome ${a} of row ${n} cannot happen`);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) total[i][j] += (d[i] * d[j]) / probabilities[n][a] / jacobian.length;
      }
    });
  });
  return total;
}

/** Pivots of Gaussian elimination with full pivoting, greatest first; as many as the matrix has rows. */
export function pivots(matrix: readonly (readonly number[])[]): readonly number[] {
  const rest = matrix.map((row) => [...row]);
  const found: number[] = [];
  for (let k = 0; k < matrix.length; k++) {
    let best = { row: k, column: k };
    for (let row = k; row < rest.length; row++) {
      for (let column = k; column < rest.length; column++) {
        if (Math.abs(rest[row][column]) > Math.abs(rest[best.row][best.column])) best = { row, column };
      }
    }
    [rest[k], rest[best.row]] = [rest[best.row], rest[k]];
    for (const row of rest) [row[k], row[best.column]] = [row[best.column], row[k]];
    const pivot = rest[k][k];
    found.push(Math.abs(pivot));
    if (pivot === 0) continue;
    for (let row = k + 1; row < rest.length; row++) {
      const factor = rest[row][k] / pivot;
      for (let column = k; column < rest.length; column++) rest[row][column] -= factor * rest[k][column];
    }
  }
  return found;
}

/** How many pivots are above `tolerance` times the greatest. */
export function rankOf(matrix: readonly (readonly number[])[], tolerance = 1e-10): number {
  const found = pivots(matrix);
  return found.filter((pivot) => pivot > tolerance * found[0]).length;
}
