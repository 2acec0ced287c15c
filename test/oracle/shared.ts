// What parties share, as a user describes it, and the density matrix that this means: every kind by its definition. The
// first end is the most significant bit of a row. A network's description for the library is one for the oracle too.
import { add, type Complex, conj, gateMatrix, identity, type Matrix, product, times } from './dense.js';
import type { GateNoise } from './gate-noise.js';
import { krausOperators } from './kraus.js';

/** Two or more qubits written `A.0`, and for how long each half waited. */
interface Shared {
  readonly between: readonly string[];
  readonly age?: number | readonly number[];
}

/** Two qubits: in a Werner state, a mixture of the Bell states, 1/4 sum_PQ T_PQ P(x)Q or any state; |Phi+> unless told. */
export interface SharedEbit extends Shared {
  readonly fidelity?: number;
  readonly weights?: {
    readonly phiPlus: number;
    readonly phiMinus: number;
    readonly psiPlus: number;
    readonly psiMinus: number;
  };
  /** T, 4 x 4, rows and columns I, X, Y, Z. */
  readonly correlations?: readonly (readonly number[])[];
  /** rho, 4 x 4. */
  readonly state?: readonly (readonly (number | readonly [number, number])[])[];
}

/** A random bit that all ends hold; 0 with the probability `heads`. */
export interface SharedCoin extends Shared {
  readonly heads?: number;
  readonly basis?: 'Z' | 'X';
}

/** A stabiliser state 2^-k prod_g (1 + g) or |+..+> behind a CZ along every edge of a graph, mixed with 1 / 2^k where its visibility is below 1. */
export interface SharedState extends Shared {
  readonly state?: 'ghz';
  readonly generators?: readonly string[];
  /** Edges between places of `between`. */
  readonly graph?: readonly (readonly [number, number])[];
  readonly visibility?: number;
}

export interface SharedProcessor {
  readonly name: string;
  readonly qubits: number;
  readonly readoutError?: number | { readonly flip0: number; readonly flip1: number };
  readonly memory?: { readonly t1: number; readonly t2: number };
  /** Behind its gates; `gate-noise.ts` puts it into circuits. */
  readonly noise?: readonly GateNoise[];
}

/** A network as it is described. */
export interface SharedNetwork {
  readonly processors: readonly SharedProcessor[];
  readonly ebits?: readonly SharedEbit[];
  readonly coins?: readonly SharedCoin[];
  readonly shares?: readonly SharedState[];
}

/** A state of some qubits of the network, each by its processor and its number there. */
export interface PlacedState {
  readonly ends: readonly { readonly processor: number; readonly qubit: number }[];
  readonly matrix: Matrix;
}

const scaled = (matrix: Matrix, factor: number): Matrix =>
  matrix.map((row) => row.map(([re, im]): Complex => [factor * re, factor * im]));
export const sum = (matrices: readonly Matrix[]): Matrix =>
  matrices.reduce((total, matrix) => total.map((row, i) => row.map((entry, j) => add(entry, matrix[i][j]))));

/** The tensor product of matrices, the first the most significant. */
export function tensor(matrices: readonly Matrix[]): Matrix {
  return matrices.reduce((left, right) =>
    left.flatMap((row) => right.map((other) => row.flatMap((a) => other.map((b) => times(a, b))))),
  );
}

/** |psi><psi| of an unnormalised vector with real entries. */
function pure(entries: readonly number[]): Matrix {
  const norm = entries.reduce((total, entry) => total + entry * entry, 0);
  return entries.map((a) => entries.map((b): Complex => [(a * b) / norm, 0]));
}

const letters: Readonly<Record<string, Matrix>> = {
  I: identity(2),
  X: gateMatrix('x', 0),
  Y: gateMatrix('y', 0),
  Z: gateMatrix('z', 0),
};

/** A Pauli string as a matrix, such as `XIZ` or `-YY`. */
export function pauliMatrix(text: string): Matrix {
  const word = text.replace(/^[+-]/, '');
  return scaled(tensor([...word].map((letter) => letters[letter])), text.startsWith('-') ? -1 : 1);
}

function bellMixture(phiPlus: number, phiMinus: number, psiPlus: number, psiMinus: number): Matrix {
  return sum([
    scaled(pure([1, 0, 0, 1]), phiPlus),
    scaled(pure([1, 0, 0, -1]), phiMinus),
    scaled(pure([0, 1, 1, 0]), psiPlus),
    scaled(pure([0, 1, -1, 0]), psiMinus),
  ]);
}

/** The state of an ebit's two qubits before they wait. */
export function ebitMatrix({ fidelity, weights, correlations, state }: SharedEbit): Matrix {
  if (state !== undefined) {
    return state.map((row) => row.map((entry): Complex => (typeof entry === 'number' ? [entry, 0] : entry)));
  }
  if (correlations !== undefined) {
    const terms = [...'IXYZ'].flatMap((p, i) =>
      [...'IXYZ'].map((q, j) => scaled(pauliMatrix(p + q), correlations[i][j] / 4)),
    );
    return sum(terms);
  }
  if (weights !== undefined) {
    return bellMixture(weights.phiPlus, weights.phiMinus, weights.psiPlus, weights.psiMinus);
  }
  const good = fidelity ?? 1;
  return bellMixture(good, (1 - good) / 3, (1 - good) / 3, (1 - good) / 3);
}

/** heads |0..0><0..0| + (1 - heads) |1..1><1..1|, or the same between |+> and |->. */
export function coinMatrix({ between, heads = 0.5, basis = 'Z' }: SharedCoin): Matrix {
  const faces = basis === 'Z' ? [pure([1, 0]), pure([0, 1])] : [pure([1, 1]), pure([1, -1])];
  const all = faces.map((face) => tensor(between.map(() => face)));
  return sum([scaled(all[0], heads), scaled(all[1], 1 - heads)]);
}

/** (-1)^(edges between places that are both 1) */
function graphState(size: number, places: number, edges: readonly (readonly [number, number])[]): Matrix {
  const bit = (index: number, place: number) => (index >> (places - 1 - place)) & 1;
  return pure(
    Array.from({ length: size }, (_, index) =>
      edges.reduce((sign, [a, b]) => (bit(index, a) + bit(index, b) === 2 ? -sign : sign), 1),
    ),
  );
}

/** A stabiliser state: the product of the projectors (1 + g) / 2, scaled to trace 1. */
export function shareMatrix({ between, state, generators, graph, visibility = 1 }: SharedState): Matrix {
  const size = 2 ** between.length;
  const mixed = scaled(identity(size), 1 / size);
  const whole = (): Matrix => {
    if (state === 'ghz') return pure(Array.from({ length: size }, (_, i) => (i === 0 || i === size - 1 ? 1 : 0)));
    if (graph !== undefined) return graphState(size, between.length, graph);
    if (generators === undefined) throw new Error('the oracle knows no such share');
    return generators.reduce((rho, generator) => product(rho, sum([identity(size), pauliMatrix(generator)])), mixed);
  };
  return sum([scaled(whole(), visibility), scaled(mixed, 1 - visibility)]);
}

/** rho -> sum_k K rho K^+ with K on one of so many qubits. */
export function afterChannel(rho: Matrix, operators: readonly Matrix[], qubit: number, qubits: number): Matrix {
  return sum(
    operators.map((operator) => {
      const whole = tensor(Array.from({ length: qubits }, (_, q) => (q === qubit ? operator : identity(2))));
      const adjoint = whole[0].map((_, j) => whole.map((row) => conj(row[j])));
      return product(product(whole, rho), adjoint);
    }),
  );
}

/** All states that the network's parties share, after their halves have waited; of coins nothing waits. */
export function placedStates({
  processors,
  ebits = [],
  coins = [],
  shares = [],
}: SharedNetwork): readonly PlacedState[] {
  const placed = (between: readonly string[], matrix: Matrix): PlacedState => ({
    ends: between.map((place) => {
      const [name, qubit] = place.split('.');
      return { processor: processors.findIndex((processor) => processor.name === name), qubit: Number(qubit) };
    }),
    matrix,
  });
  const aged = ({ between, age = 0 }: Shared, fresh: Matrix): PlacedState => {
    const { ends, matrix } = placed(between, fresh);
    const waited = ends.reduce((rho, { processor }, k) => {
      const time = typeof age === 'number' ? age : age[k];
      const { memory } = processors[processor];
      if (time === 0 || memory === undefined) return rho;
      return afterChannel(rho, krausOperators('thermal', [memory.t1, memory.t2, time]), k, ends.length);
    }, matrix);
    return { ends, matrix: waited };
  };
  return [
    ...ebits.map((ebit) => aged(ebit, ebitMatrix(ebit))),
    ...coins.map((coin) => placed(coin.between, coinMatrix(coin))),
    ...shares.map((share) => aged(share, shareMatrix(share))),
  ];
}
