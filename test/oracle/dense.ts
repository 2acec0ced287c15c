// A state-vector simulator that is slow and obvious. It imports nothing from src: it reads circuits as plain objects and
// has every gate's matrix written out, so that whatever it agrees with is right for a second reason.
//
// Qubit 0 is the most significant bit of a basis index. A state is an array of complex numbers [re, im].

export type Complex = readonly [number, number];
export type State = readonly Complex[];
/** matrix[row][column] */
export type Matrix = readonly (readonly Complex[])[];

export type DenseAngle =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'parameter'; readonly index: number; readonly scale?: number; readonly offset?: number }
  | (DenseInput & { readonly kind: 'data' })
  | (DenseInput & { readonly kind: 'scaled'; readonly index: number });

interface DenseInput {
  readonly scale: number;
  readonly factors: readonly { readonly feature: number; readonly offset: number; readonly slope: number }[];
}

export interface DenseControl {
  readonly qubit: number;
  readonly value: number;
}

export type DenseOperation =
  | {
      readonly kind: 'gate';
      readonly gate: string;
      readonly targets: readonly number[];
      readonly controls: readonly DenseControl[];
      readonly conditions: readonly DenseControl[];
      readonly angle: DenseAngle | null;
    }
  | { readonly kind: 'measure'; readonly qubit: number }
  | DenseChannel;

/** Noise on one qubit, which acts where every condition holds; only density.ts can run it. */
export interface DenseChannel {
  readonly kind: 'channel';
  readonly channel: string;
  readonly values: readonly number[];
  readonly target: number;
  readonly conditions: readonly DenseControl[];
}

/** What an oracle of pure states makes of a channel. */
export function refuseChannel({ channel }: DenseChannel): never {
  throw new Error(`a pure state has no channel ${channel}; density.ts runs it`);
}

export interface DenseCircuit {
  readonly qubits: number;
  readonly operations: readonly DenseOperation[];
}

export const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
export const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
export const conj = (a: Complex): Complex => [a[0], -a[1]];
export const abs2 = (a: Complex): number => a[0] * a[0] + a[1] * a[1];
/** exp(i phi) */
export const cis = (phi: number): Complex => [Math.cos(phi), Math.sin(phi)];

/** The bit of a qubit in a basis index. */
export function bit(index: number, qubit: number, qubits: number): number {
  return Math.floor(index / 2 ** (qubits - 1 - qubit)) % 2;
}

/** |index> on so many qubits. */
export function basisState(index: number, qubits: number): State {
  return Array.from({ length: 2 ** qubits }, (_, k): Complex => (k === index ? [1, 0] : [0, 0]));
}

/** An angle's value in radians. */
export function angleValue(angle: DenseAngle, parameters: ArrayLike<number>, features: ArrayLike<number>): number {
  if (angle.kind === 'constant') return angle.value;
  if (angle.kind === 'parameter') return (angle.offset ?? 0) + (angle.scale ?? 1) * parameters[angle.index];
  const first = angle.kind === 'scaled' ? parameters[angle.index] * angle.scale : angle.scale;
  return angle.factors.reduce((product, f) => product * (f.offset + f.slope * features[f.feature]), first);
}

/** A gate's matrix; the first target is the most significant bit of rows and columns. */
export function gateMatrix(name: string, angle: number): Matrix {
  const r = Math.SQRT1_2;
  const c = Math.cos(angle / 2);
  const s = Math.sin(angle / 2);
  const o: Complex = [0, 0];
  const one: Complex = [1, 0];
  const minus: Complex = [c, -s]; // exp(-i angle / 2)
  const plus: Complex = [c, s];
  switch (name) {
    case 'h':
      return [
        [
          [r, 0],
          [r, 0],
        ],
        [
          [r, 0],
          [-r, 0],
        ],
      ];
    case 'x':
      return [
        [o, one],
        [one, o],
      ];
    case 'y':
      return [
        [o, [0, -1]],
        [[0, 1], o],
      ];
    case 'z':
      return [
        [one, o],
        [o, [-1, 0]],
      ];
    case 's':
      return [
        [one, o],
        [o, [0, 1]],
      ];
    case 'sdg':
      return [
        [one, o],
        [o, [0, -1]],
      ];
    case 't':
      return [
        [one, o],
        [o, [r, r]],
      ];
    case 'tdg':
      return [
        [one, o],
        [o, [r, -r]],
      ];
    case 'rx':
      return [
        [
          [c, 0],
          [0, -s],
        ],
        [
          [0, -s],
          [c, 0],
        ],
      ];
    case 'ry':
      return [
        [
          [c, 0],
          [-s, 0],
        ],
        [
          [s, 0],
          [c, 0],
        ],
      ];
    case 'rz':
      return [
        [minus, o],
        [o, plus],
      ];
    case 'phase':
      return [
        [one, o],
        [o, cis(angle)],
      ];
    case 'sx':
      return [
        [
          [0.5, 0.5],
          [0.5, -0.5],
        ],
        [
          [0.5, -0.5],
          [0.5, 0.5],
        ],
      ];
    case 'sxdg':
      return [
        [
          [0.5, -0.5],
          [0.5, 0.5],
        ],
        [
          [0.5, 0.5],
          [0.5, -0.5],
        ],
      ];
    case 'rxx':
      return [
        [[c, 0], o, o, [0, -s]],
        [o, [c, 0], [0, -s], o],
        [o, [0, -s], [c, 0], o],
        [[0, -s], o, o, [c, 0]],
      ];
    case 'ryy':
      return [
        [[c, 0], o, o, [0, s]],
        [o, [c, 0], [0, -s], o],
        [o, [0, -s], [c, 0], o],
        [[0, s], o, o, [c, 0]],
      ];
    case 'swap':
      return [
        [one, o, o, o],
        [o, o, one, o],
        [o, one, o, o],
        [o, o, o, one],
      ];
    case 'rzz':
      return [
        [minus, o, o, o],
        [o, plus, o, o],
        [o, o, plus, o],
        [o, o, o, minus],
      ];
    default:
      throw new Error(`the oracle knows no gate ${name}`);
  }
}

/** matrix on the targets, where all the controls hold: out[row] += matrix[row bits][column bits] in[column]. */
export function applyMatrix(
  state: State,
  matrix: Matrix,
  targets: readonly number[],
  controls: readonly DenseControl[],
  qubits: number,
): State {
  const place = (index: number): number => targets.reduce((value, qubit) => 2 * value + bit(index, qubit, qubits), 0);
  return state.map((amplitude, row) => {
    if (!controls.every(({ qubit, value }) => bit(row, qubit, qubits) === value)) return amplitude;
    const rest = targets.reduce((index, qubit) => index - bit(row, qubit, qubits) * 2 ** (qubits - 1 - qubit), row);
    let total: Complex = [0, 0];
    for (let column = 0; column < matrix.length; column++) {
      const from = targets.reduce(
        (index, qubit, k) => index + bit(column, k, targets.length) * 2 ** (qubits - 1 - qubit),
        rest,
      );
      total = add(total, times(matrix[place(row)][column], state[from]));
    }
    return total;
  });
}

/** The circuit on a state; a measurement is deferred, so a condition is a control. */
export function denseRun(
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  state: State,
): State {
  let out = state;
  for (const operation of circuit.operations) {
    if (operation.kind === 'measure') continue;
    if (operation.kind === 'channel') refuseChannel(operation);
    const angle = operation.angle === null ? 0 : angleValue(operation.angle, parameters, features);
    const controls = [...operation.controls, ...operation.conditions];
    out = applyMatrix(out, gateMatrix(operation.gate, angle), operation.targets, controls, circuit.qubits);
  }
  return out;
}

/** The circuit's matrix: column j is the circuit on |j>. */
export function denseUnitary(
  circuit: DenseCircuit,
  parameters: ArrayLike<number> = [],
  features: ArrayLike<number> = [],
): Matrix {
  const size = 2 ** circuit.qubits;
  const columns = Array.from({ length: size }, (_, j) =>
    denseRun(circuit, parameters, features, basisState(j, circuit.qubits)),
  );
  return Array.from({ length: size }, (_, i) => columns.map((column) => column[i]));
}

/** One history of measurement outcomes and the unnormalised state it leaves; |state|^2 is its probability. */
export interface Branch {
  readonly outcomes: ReadonlyMap<number, number>;
  readonly state: State;
}

/** The circuit with measurements that really project: all histories. */
export function denseBranches(
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  state: State,
): readonly Branch[] {
  const { qubits } = circuit;
  let branches: Branch[] = [{ outcomes: new Map(), state }];
  for (const operation of circuit.operations) {
    if (operation.kind === 'measure') {
      branches = branches.flatMap((branch) =>
        [0, 1].map((outcome) => ({
          outcomes: new Map(branch.outcomes).set(operation.qubit, outcome),
          state: branch.state.map(
            (amplitude, k): Complex => (bit(k, operation.qubit, qubits) === outcome ? amplitude : [0, 0]),
          ),
        })),
      );
      continue;
    }
    if (operation.kind === 'channel') refuseChannel(operation);
    const angle = operation.angle === null ? 0 : angleValue(operation.angle, parameters, features);
    const matrix = gateMatrix(operation.gate, angle);
    branches = branches.map((branch) => {
      const met = operation.conditions.every(({ qubit, value }) => branch.outcomes.get(qubit) === value);
      return met
        ? { ...branch, state: applyMatrix(branch.state, matrix, operation.targets, operation.controls, qubits) }
        : branch;
    });
  }
  return branches;
}

/** a b */
export function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    b[0].map((_, j) => row.reduce<Complex>((total, entry, k) => add(total, times(entry, b[k][j])), [0, 0])),
  );
}

/** The conjugate transpose. */
export function adjoint(a: Matrix): Matrix {
  return a[0].map((_, j) => a.map((row) => conj(row[j])));
}

export function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, i) => basisState(i, Math.log2(size)));
}

/** The greatest |a_ij - b_ij|; infinite if the shapes differ. */
export function distance(a: Matrix, b: Matrix): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let greatest = 0;
  a.forEach((row, i) => {
    row.forEach((entry, j) => {
      const gap = Math.sqrt(abs2(add(entry, times([-1, 0], b[i][j]))));
      if (!(gap <= greatest)) greatest = gap;
    });
  });
  return greatest;
}
