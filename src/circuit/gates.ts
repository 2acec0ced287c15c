// The gate table: one record holds every fact about a gate. Builder, normal form, drawing and export read it, and the
// tests loop over it and check the fields against each other, so a gate added here arrives tested.

/**
 * Names of the gates in the table; cx and cz are x and z with a control, ccx is x with two, cswap is swap with one.
 *
 * A gate here has one angle or none. u and cu, which have several, are gates of the table one behind another; see the
 * builder's methods of these names.
 */
export type GateName =
  | 'h'
  | 'x'
  | 'y'
  | 'z'
  | 's'
  | 'sdg'
  | 't'
  | 'tdg'
  | 'sx'
  | 'sxdg'
  | 'rx'
  | 'ry'
  | 'rz'
  | 'phase'
  | 'swap'
  | 'rxx'
  | 'ryy'
  | 'rzz';

/** A complex number [re, im]. */
export type Complex = readonly [number, number];

/**
 * One step of a recipe. Qubits are places in the gate's list of targets.
 *
 * `fixed` multiplies an amplitude by exp(2 pi i n / 16), `turning` by exp(-i * angle * n / 2), where n is `even` or `odd`
 * by the parity of the amplitude's bits on `parity`, and 0 unless every bit on `ones` is 1.
 */
export type RecipeStep =
  | { readonly kind: 'hadamard'; readonly target: number }
  | {
      readonly kind: 'fixed' | 'turning';
      readonly parity: readonly number[];
      readonly ones: readonly number[];
      readonly even: number;
      readonly odd: number;
    };

/** The diagonal steps of a recipe. */
export type DiagonalStep = Exclude<RecipeStep, { kind: 'hadamard' }>;

/**
 * A gate as frame, core, inverse frame: gate = frame^-1 core frame. Controls go to the core alone, because without it
 * the frame and its inverse cancel.
 */
export interface Recipe {
  /** In the order of time; the inverse frame is these steps reversed, their phases negated. */
  readonly frame: readonly RecipeStep[];
  readonly core: DiagonalStep;
  /** What to use instead when there are no controls, where that is shorter. */
  readonly bare: readonly RecipeStep[] | null;
}

/** Everything there is to know about a gate. */
export interface Gate {
  readonly name: GateName;
  /** Number of targets. */
  readonly targets: number;
  readonly hasAngle: boolean;
  /** The gate with which this one makes the identity; a gate with an angle takes minus the angle. */
  readonly inverse: GateName;
  /**
   * G in exp(-i angle G / 2), a sum of Pauli strings with one letter a target; null for a gate without an angle.
   */
  readonly generator: readonly { readonly coefficient: number; readonly pauli: string }[] | null;
  /**
   * The matrix, row by row; the first target is the most significant bit of a row's index.
   * `c` and `s` are cos and sin of half the angle, so that no transcendental function is needed here.
   */
  readonly matrix: (c: number, s: number) => readonly (readonly Complex[])[];
  readonly recipe: Recipe;
  /** Labels on the wires of a drawing, one a target. */
  readonly symbols: readonly string[];
  /** The labels when the gate has controls, where custom has other ones. */
  readonly controlledSymbols: readonly string[];
  /** Name in OpenQASM 3. */
  readonly qasm: string;
  /** Body of the definition in OpenQASM 3 where stdgates.inc has none. */
  readonly qasmDefinition: string | null;
  /** One line for people. */
  readonly help: string;
}

const r = Math.sqrt(0.5);

const hadamard = (target: number): RecipeStep => ({ kind: 'hadamard', target });
const fixed = (even: number, odd: number, parity: readonly number[] = [0], ones: readonly number[] = []) =>
  ({ kind: 'fixed', parity, ones, even, odd }) as const;
const turning = (even: number, odd: number, parity: readonly number[] = [0]) =>
  ({ kind: 'turning', parity, ones: [], even, odd }) as const;

/** A diagonal gate is its own core. */
const diagonal = (core: DiagonalStep): Recipe => ({ frame: [], core, bare: null });

const toX: readonly RecipeStep[] = [hadamard(0)]; // X = H Z H
const toY: readonly RecipeStep[] = [fixed(0, 12), hadamard(0)]; // Y = S X S^+, the frame is H S^+

const toXX: readonly RecipeStep[] = [hadamard(0), hadamard(1)];
const toYY: readonly RecipeStep[] = [fixed(0, 12, [0]), fixed(0, 12, [1]), ...toXX];

const square = (a: Complex, b: Complex, c: Complex, d: Complex) => [
  [a, b],
  [c, d],
];
const diagonalMatrix = (...entries: readonly Complex[]) =>
  entries.map((entry, i) => entries.map((_, j): Complex => (i === j ? entry : [0, 0])));
/** `middle` down the diagonal; down the other one `outer` at its ends and `inner` between them. */
const crossed = (middle: Complex, outer: Complex, inner: Complex) =>
  [0, 1, 2, 3].map((i) =>
    [0, 1, 2, 3].map((j): Complex => {
      if (i === j) return middle;
      if (i + j !== 3) return [0, 0];
      return i === 0 || i === 3 ? outer : inner;
    }),
  );

function record(gate: Omit<Gate, 'controlledSymbols' | 'qasmDefinition'> & Partial<Gate>): Gate {
  return { controlledSymbols: gate.symbols, qasmDefinition: null, ...gate };
}

/**
 * The table, in the order in which help lists it.
 *
 * @example
 * gates.rx.help; // 'Rotation about X: exp(-i t X/2).'
 * gates.rx.matrix(0.6, 0.8); // [[[0.6, 0], [0, -0.8]], [[0, -0.8], [0.6, 0]]]
 */
export const gates: Readonly<Record<GateName, Gate>> = {
  h: record({
    name: 'h',
    targets: 1,
    hasAngle: false,
    inverse: 'h',
    generator: null,
    matrix: () => square([r, 0], [r, 0], [r, 0], [-r, 0]),
    // H = RY(pi/4) Z RY(-pi/4), RY(t) = S H RZ(t) H S^+, RZ(pi/4) = exp(-+ i pi/8), and the S and S^+ about Z cancel.
    recipe: {
      frame: [fixed(0, 12), hadamard(0), fixed(1, 15), hadamard(0)],
      core: fixed(0, 8),
      bare: [hadamard(0)],
    },
    symbols: ['H'],
    qasm: 'h',
    help: 'Hadamard: swaps the X and Z axes.',
  }),
  x: record({
    name: 'x',
    targets: 1,
    hasAngle: false,
    inverse: 'x',
    generator: null,
    matrix: () => square([0, 0], [1, 0], [1, 0], [0, 0]),
    recipe: { frame: toX, core: fixed(0, 8), bare: null },
    symbols: ['X'],
    controlledSymbols: ['⊕'],
    qasm: 'x',
    help: 'Pauli X: flips the bit; with a control it is cx (CNOT).',
  }),
  y: record({
    name: 'y',
    targets: 1,
    hasAngle: false,
    inverse: 'y',
    generator: null,
    matrix: () => square([0, 0], [0, -1], [0, 1], [0, 0]),
    recipe: { frame: toY, core: fixed(0, 8), bare: null },
    symbols: ['Y'],
    qasm: 'y',
    help: 'Pauli Y: flips the bit and the phase.',
  }),
  z: record({
    name: 'z',
    targets: 1,
    hasAngle: false,
    inverse: 'z',
    generator: null,
    matrix: () => diagonalMatrix([1, 0], [-1, 0]),
    recipe: diagonal(fixed(0, 8)),
    symbols: ['Z'],
    controlledSymbols: ['●'],
    qasm: 'z',
    help: 'Pauli Z: flips the phase of |1>; with a control it is cz.',
  }),
  s: record({
    name: 's',
    targets: 1,
    hasAngle: false,
    inverse: 'sdg',
    generator: null,
    matrix: () => diagonalMatrix([1, 0], [0, 1]),
    recipe: diagonal(fixed(0, 4)),
    symbols: ['S'],
    qasm: 's',
    help: 'S: a quarter turn of the phase of |1>; S S = Z.',
  }),
  sdg: record({
    name: 'sdg',
    targets: 1,
    hasAngle: false,
    inverse: 's',
    generator: null,
    matrix: () => diagonalMatrix([1, 0], [0, -1]),
    recipe: diagonal(fixed(0, 12)),
    symbols: ['S†'],
    qasm: 'sdg',
    help: 'The inverse of s.',
  }),
  t: record({
    name: 't',
    targets: 1,
    hasAngle: false,
    inverse: 'tdg',
    generator: null,
    matrix: () => diagonalMatrix([1, 0], [r, r]),
    recipe: diagonal(fixed(0, 2)),
    symbols: ['T'],
    qasm: 't',
    help: 'T: an eighth of a turn of the phase of |1>; T T = S.',
  }),
  tdg: record({
    name: 'tdg',
    targets: 1,
    hasAngle: false,
    inverse: 't',
    generator: null,
    matrix: () => diagonalMatrix([1, 0], [r, -r]),
    recipe: diagonal(fixed(0, 14)),
    symbols: ['T†'],
    qasm: 'tdg',
    help: 'The inverse of t.',
  }),
  sx: record({
    name: 'sx',
    targets: 1,
    hasAngle: false,
    inverse: 'sxdg',
    generator: null,
    matrix: () => square([0.5, 0.5], [0.5, -0.5], [0.5, -0.5], [0.5, 0.5]),
    recipe: { frame: toX, core: fixed(0, 4), bare: null },
    symbols: ['√X'],
    qasm: 'sx',
    help: 'The square root of x: sx sx = X.',
  }),
  sxdg: record({
    name: 'sxdg',
    targets: 1,
    hasAngle: false,
    inverse: 'sx',
    generator: null,
    matrix: () => square([0.5, -0.5], [0.5, 0.5], [0.5, 0.5], [0.5, -0.5]),
    recipe: { frame: toX, core: fixed(0, 12), bare: null },
    symbols: ['√X†'],
    qasm: 'sxdg',
    qasmDefinition: 'gate sxdg a { h a; sdg a; h a; }',
    help: 'The inverse of sx.',
  }),
  rx: record({
    name: 'rx',
    targets: 1,
    hasAngle: true,
    inverse: 'rx',
    generator: [{ coefficient: 1, pauli: 'X' }],
    matrix: (c, s) => square([c, 0], [0, -s], [0, -s], [c, 0]),
    recipe: { frame: toX, core: turning(1, -1), bare: null },
    symbols: ['RX'],
    qasm: 'rx',
    help: 'Rotation about X: exp(-i t X/2).',
  }),
  ry: record({
    name: 'ry',
    targets: 1,
    hasAngle: true,
    inverse: 'ry',
    generator: [{ coefficient: 1, pauli: 'Y' }],
    matrix: (c, s) => square([c, 0], [-s, 0], [s, 0], [c, 0]),
    recipe: { frame: toY, core: turning(1, -1), bare: null },
    symbols: ['RY'],
    qasm: 'ry',
    help: 'Rotation about Y: exp(-i t Y/2).',
  }),
  rz: record({
    name: 'rz',
    targets: 1,
    hasAngle: true,
    inverse: 'rz',
    generator: [{ coefficient: 1, pauli: 'Z' }],
    matrix: (c, s) => diagonalMatrix([c, -s], [c, s]),
    recipe: diagonal(turning(1, -1)),
    symbols: ['RZ'],
    qasm: 'rz',
    help: 'Rotation about Z: exp(-i t Z/2).',
  }),
  phase: record({
    name: 'phase',
    targets: 1,
    hasAngle: true,
    inverse: 'phase',
    generator: [
      { coefficient: 1, pauli: 'Z' },
      { coefficient: -1, pauli: 'I' },
    ],
    matrix: (c, s) => diagonalMatrix([1, 0], [c * c - s * s, 2 * c * s]),
    recipe: diagonal(turning(0, -2)),
    symbols: ['P'],
    qasm: 'p',
    qasmDefinition: null,
    help: 'Phase: multiplies |1> by exp(i t).',
  }),
  swap: record({
    name: 'swap',
    targets: 2,
    hasAngle: false,
    inverse: 'swap',
    generator: null,
    matrix: () => [0, 2, 1, 3].map((column) => [0, 1, 2, 3].map((j): Complex => (j === column ? [1, 0] : [0, 0]))),
    // cx(0,1) cx(1,0) cx(0,1), each cx(a,b) = H_b CZ H_b.
    recipe: {
      frame: [hadamard(1), fixed(0, 8, [1], [0]), hadamard(1), hadamard(0)],
      core: fixed(0, 8, [0], [1]),
      bare: null,
    },
    symbols: ['×', '×'],
    qasm: 'swap',
    help: 'Exchanges two qubits.',
  }),
  rxx: record({
    name: 'rxx',
    targets: 2,
    hasAngle: true,
    inverse: 'rxx',
    generator: [{ coefficient: 1, pauli: 'XX' }],
    matrix: (c, s) => crossed([c, 0], [0, -s], [0, -s]),
    recipe: { frame: toXX, core: turning(1, -1, [0, 1]), bare: null },
    symbols: ['XX', 'XX'],
    qasm: 'rxx',
    qasmDefinition: 'gate rxx(t) a, b { h a; h b; cx a, b; rz(t) b; cx a, b; h a; h b; }',
    help: 'Rotation about XX: exp(-i t XX/2).',
  }),
  ryy: record({
    name: 'ryy',
    targets: 2,
    hasAngle: true,
    inverse: 'ryy',
    generator: [{ coefficient: 1, pauli: 'YY' }],
    matrix: (c, s) => crossed([c, 0], [0, s], [0, -s]),
    recipe: { frame: toYY, core: turning(1, -1, [0, 1]), bare: null },
    symbols: ['YY', 'YY'],
    qasm: 'ryy',
    qasmDefinition: 'gate ryy(t) a, b { sdg a; sdg b; h a; h b; cx a, b; rz(t) b; cx a, b; h a; h b; s a; s b; }',
    help: 'Rotation about YY: exp(-i t YY/2).',
  }),
  rzz: record({
    name: 'rzz',
    targets: 2,
    hasAngle: true,
    inverse: 'rzz',
    generator: [{ coefficient: 1, pauli: 'ZZ' }],
    matrix: (c, s) => diagonalMatrix([c, -s], [c, s], [c, s], [c, -s]),
    recipe: diagonal(turning(1, -1, [0, 1])),
    symbols: ['ZZ', 'ZZ'],
    qasm: 'rzz',
    qasmDefinition: 'gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; }',
    help: 'Rotation about ZZ: exp(-i t ZZ/2).',
  }),
};

/** The names of the table's gates, in its order. */
export const gateNames = Object.keys(gates) as readonly GateName[];

/** Whether a word names a gate of the table. */
export function isGateName(word: unknown): word is GateName {
  return typeof word === 'string' && Object.hasOwn(gates, word);
}
