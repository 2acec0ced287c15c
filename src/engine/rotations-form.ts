// Programs that are layers of single-qubit rotations between layers of CZ, with data in their midst: what the core runs as
// turns and diagonals (assembly/rotations.ts) where other programs with such data go gate by gate.
import { type Angle, inputOf } from '../circuit/angle.js';
import type { GateOperation } from '../circuit/circuit.js';
import type { Program } from './program.js';
import { type DataAngles, numberOf, type Pass, passesOf } from './stage.js';

/** A share of an angle: coefficient, times a parameter, times a data angle, where there is one. */
interface Term {
  readonly angle: number | null;
  readonly data: number | null;
  readonly coefficient: number;
}

/** A rotation about X, Y or Z (0, 1, 2) by the sum of its terms. */
export interface Rotation {
  readonly axis: 0 | 1 | 2;
  readonly terms: Term[];
}

/** All that one layer does to one qubit, in the order of time, with the places of its three numbers. */
export interface Turn {
  readonly rotations: readonly Rotation[];
  readonly endNumber: number;
  readonly middleNumber: number;
  readonly startNumber: number;
  readonly diagonal: number;
  readonly bit: number;
}

/** What the core's descriptor says; see the ROTATIONS_ fields of the layout. */
export interface RotationsForm {
  readonly program: Program;
  readonly angles: DataAngles;
  /** The readout's last turn at the end. */
  readonly turns: readonly Turn[];
  readonly diagonals: readonly {
    /** For each row bit the turns whose phases it has: of e^(ib) one, of e^(ia) and e^(ic) two. */
    readonly factors: readonly (readonly [number, number])[];
    /** For each row 0 or -0: its sign beside that of the row without its top bit. */
    readonly signs: Float64Array;
    readonly scale: number;
  }[];
  readonly passes: readonly Pass[];
  readonly firstMask: number;
  readonly firstTurns: readonly number[];
  readonly lastFrame: number;
  readonly readoutSigns: Float64Array;
  readonly numbers: number;
}

/** Rotations by layer and qubit, and the qubits that CZs join in front of each layer. */
interface Layers {
  readonly rotations: readonly (readonly Rotation[])[][];
  readonly joined: readonly (readonly (readonly [number, number])[])[];
}

const axes = { rx: 0, ry: 1, rz: 2 } as const;

function termsOf(angle: Angle | null, angles: DataAngles): Term[] {
  if (angle === null) return [];
  switch (angle.kind) {
    case 'constant':
      return [{ angle: null, data: null, coefficient: angle.value }];
    case 'parameter': {
      const { index, scale = 1, offset = 0 } = angle;
      const turned = { angle: index, data: null, coefficient: scale };
      return offset === 0 ? [turned] : [turned, { angle: null, data: null, coefficient: offset }];
    }
    case 'data':
      return [{ angle: null, data: numberOf(angles, angle), coefficient: 1 }];
    case 'scaled':
      return [{ angle: angle.index, data: numberOf(angles, inputOf(angle)), coefficient: 1 }];
  }
}

function isFree(operation: GateOperation): boolean {
  return operation.controls.length === 0 && operation.conditions.length === 0;
}

/** The two qubits of a CZ, or null. */
function joinedBy({ gate, targets, controls, conditions }: GateOperation): readonly [number, number] | null {
  return gate === 'z' && conditions.length === 0 && controls.length === 1 && controls[0].value === 1
    ? [controls[0].qubit, targets[0]]
    : null;
}

/**
 * The program's gates in layers, each as early as it can be, or null if there are others than RX, RY, RZ and CZ, or if a CZ
 * stands in front of all rotations.
 */
function layersOf({ source }: Program, angles: DataAngles): Layers | null {
  if (source.embedding.kind === 'unitary') return null;
  const operations = [source.mixing, source.embedding.circuit, source.trainable].flatMap(
    (circuit) => circuit?.operations ?? [],
  );
  const rotations: Rotation[][][] = [];
  const joined: Map<string, readonly [number, number]>[] = [];
  const latest = new Array<number>(source.qubits).fill(-1);
  const earliest = new Array<number>(source.qubits).fill(0);
  for (const operation of operations) {
    // What is measured only conditions ask for, and these are refused.
    if (operation.kind === 'measure') continue;
    if (operation.kind === 'channel') return null;
    const pair = joinedBy(operation);
    if (pair !== null) {
      const [p, q] = pair;
      const layer = Math.max(latest[p], latest[q]) + 1;
      if (layer === 0) return null;
      for (const qubit of pair) earliest[qubit] = Math.max(earliest[qubit], layer);
      while (joined.length <= layer) joined.push(new Map());
      const key = `${Math.min(p, q)} ${Math.max(p, q)}`;
      // Two cancel.
      if (!joined[layer].delete(key)) joined[layer].set(key, pair);
      continue;
    }
    const { gate } = operation;
    if (!isFree(operation) || (gate !== 'rx' && gate !== 'ry' && gate !== 'rz')) return null;
    const [qubit] = operation.targets;
    const layer = Math.max(latest[qubit], earliest[qubit]);
    latest[qubit] = layer;
    while (rotations.length <= layer) rotations.push(Array.from({ length: source.qubits }, () => []));
    const turn = rotations[layer][qubit];
    const terms = termsOf(operation.angle, angles);
    // Rotations about one axis that meet are one.
    if (turn.at(-1)?.axis === axes[gate]) turn[turn.length - 1].terms.push(...terms);
    else turn.push({ axis: axes[gate], terms });
  }
  return { rotations, joined: rotations.map((_, layer) => [...(joined[layer]?.values() ?? [])]) };
}

/** What of the layers the readout can see: for each layer the qubits that turn, and the CZs in front of it. */
function coneOf({ rotations, joined }: Layers, readout: number): { turned: number[][]; joined: Layers['joined'] } {
  const inside = new Set([readout]);
  const turned: number[][] = [];
  const seen: (readonly [number, number])[][] = [];
  for (let layer = rotations.length - 1; layer >= 0; layer--) {
    turned[layer] = [...inside].filter((qubit) => rotations[layer][qubit].length > 0).sort((a, b) => a - b);
    seen[layer] = joined[layer].filter((pair) => pair.some((qubit) => inside.has(qubit)));
    for (const pair of seen[layer]) for (const qubit of pair) inside.add(qubit);
  }
  return { turned, joined: seen };
}

/** For each row the sign, 1 or -1, that CZs on pairs of bits give it. */
function signsOf(pairs: readonly (readonly [number, number])[], rows: number): number[] {
  return Array.from({ length: rows }, (_, row) =>
    pairs.reduce((sign, [p, q]) => (((row >> p) & (row >> q) & 1) === 1 ? -sign : sign), 1),
  );
}

/** 0 or -0 for a sign: what is joined to a number's own sign by exclusive or. */
const flip = (sign: number): number => (sign < 0 ? -0 : 0);

/**
 * Compiles a program that has this form and data in the midst of its circuit; null for others.
 */
export function rotationsForm(program: Program): RotationsForm | null {
  if (program.sampleKind !== 'state' || program.source.readouts.length > 1) return null;
  const { source, qubits: rowBits, bitOf } = program;
  const [readout] = source.readouts;
  const angles: DataAngles = { list: [] };
  const layers = layersOf(program, angles);
  if (layers === null) return null;
  // Behind the readout's last turn everything cancels.
  const depth = layers.rotations.findLastIndex((layer) => layer[readout].length > 0) + 1;
  if (depth === 0) return null;
  const { turned, joined } = coneOf(
    { rotations: layers.rotations.slice(0, depth), joined: layers.joined.slice(0, depth) },
    readout,
  );
  const rows = 1 << rowBits;
  const diagonalCount = Math.max(0, 2 * depth - 3);
  const startNumbers = diagonalCount * rowBits;
  const zero = startNumbers + rowBits;
  const onBits = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([p, q]): readonly [number, number] => [bitOf(p), bitOf(q)]);

  const turns: { -readonly [K in keyof Turn]: Turn[K] }[] = [];
  const diagonals: RotationsForm['diagonals'][number][] = [];
  const none = (): [number, number][] => Array.from({ length: rowBits }, () => [-1, -1]);
  /** The turn of each qubit that was met last. */
  const before = new Map<number, number>();
  for (let layer = 0; layer < depth - 1; layer++) {
    const front = none();
    const middle = none();
    const frontAt = 2 * layer - 1;
    for (const qubit of turned[layer]) {
      const bit = bitOf(qubit);
      const previous = before.get(qubit) ?? -1;
      if (previous >= 0) turns[previous].endNumber = frontAt * rowBits + bit;
      front[bit] = [previous, turns.length];
      middle[bit] = [turns.length, -1];
      before.set(qubit, turns.length);
      turns.push({
        rotations: layers.rotations[layer][qubit],
        endNumber: zero,
        middleNumber: 2 * layer * rowBits + bit,
        startNumber: layer === 0 ? startNumbers + bit : frontAt * rowBits + bit,
        diagonal: 2 * layer,
        bit,
      });
    }
    if (layer > 0) {
      const signs = signsOf(onBits(joined[layer]), rows);
      const relative = signs.map((sign, row) =>
        row === 0 ? 0 : flip(sign * signs[row ^ (1 << (31 - Math.clz32(row)))]),
      );
      diagonals.push({ factors: front, signs: Float64Array.from(relative), scale: 1 });
    }
    diagonals.push({ factors: middle, signs: new Float64Array(rows), scale: 1 / (1 << turned[layer].length) });
  }
  const lastFrame = before.get(readout) ?? -1;
  if (lastFrame >= 0) turns[lastFrame].endNumber = zero + 1;
  turns.push({
    rotations: layers.rotations[depth - 1][readout],
    endNumber: zero,
    middleNumber: zero,
    startNumber: zero,
    diagonal: 0,
    bit: bitOf(readout),
  });
  const partners = joined[depth - 1].map((pair) => pair[pair[0] === readout ? 1 : 0]);
  const readoutSigns = Float64Array.from({ length: rows }, (_, row) =>
    flip(partners.reduce((sign, qubit) => (((row >> bitOf(qubit)) & 1) === 1 ? -sign : sign), 1)),
  );
  const masks = turned.slice(0, -1).map((list) => list.reduce((mask, qubit) => mask | (1 << bitOf(qubit)), 0));
  const hadamards = masks.flatMap((mask, layer) => (layer === 0 ? [mask] : [mask, mask]));
  return {
    program,
    angles,
    turns,
    diagonals,
    // The first diagonal is where the states start.
    passes: hadamards.length === 0 ? [] : passesOf(hadamards, rowBits, 1),
    firstMask: masks[0] ?? 0,
    firstTurns: source.halves.map((qubit) => turned[0].indexOf(qubit)),
    lastFrame,
    readoutSigns,
    numbers: zero + 2,
  };
}
