// The paper's programs, written a second time from their description: the zz embedding, the conv layers, the QCNN.
import type { DenseAngle, DenseCircuit, DenseControl, DenseOperation } from './dense.js';
import type { OracleNetwork, OracleProgram } from './program.js';

type Pair = readonly [number, number];

const gate = (name: string, targets: number[], angle: DenseAngle | null = null, conditions: DenseControl[] = []) =>
  ({ kind: 'gate', gate: name, targets, controls: [], conditions, angle }) as const;
const theta = (index: number): DenseAngle => ({ kind: 'parameter', index });

/** Bell-n: processors A and B of m qubits each, Werner states of one fidelity between A_j and B_j for j < n. */
export function bellPair(ebits: number, fidelity = 1, qubits = 4): OracleNetwork {
  const f = (4 * fidelity - 1) / 3;
  const processor = { qubits, readout: { flip0: 0, flip1: 0 } };
  return {
    processors: [processor, processor],
    ebits: Array.from({ length: ebits }, (_, qubit) => ({
      ends: [
        { processor: 0, qubit },
        { processor: 1, qubit },
      ] as const,
      correlations: [f, -f, f] as const,
    })),
  };
}

/** The pairs that the embedding couples, in the order of time, which noise between them can see: a ring is closed last. */
export function coupledPairs(qubits: number, kind: 'ring' | 'all' | 'chain'): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < qubits; i++) {
    for (let j = i + 1; j < qubits; j++) if (kind === 'all' || j === i + 1) pairs.push([i, j]);
  }
  if (kind === 'ring' && qubits > 2) pairs.push([qubits - 1, 0]);
  return pairs;
}

/** H on every qubit, RZ(x_i) on each, RZZ((pi - x_i)(pi - x_j)/2) on the pairs. */
export function zzEmbedding(qubits: number, kind: 'ring' | 'all' | 'chain' = 'ring'): DenseCircuit {
  const all = Array.from({ length: qubits }, (_, q) => q);
  const factor = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
  return {
    qubits,
    operations: [
      ...all.map((q) => gate('h', [q])),
      ...all.map((q) => gate('rz', [q], { kind: 'data', scale: 1, factors: [{ feature: q, offset: 0, slope: 1 }] })),
      ...coupledPairs(qubits, kind).map(([i, j]) =>
        gate('rzz', [i, j], { kind: 'data', scale: 1 / 2, factors: [factor(i), factor(j)] }),
      ),
    ],
  };
}

/** One conv layer on a ring of qubits, angles from `first` on, one a qubit in the ring's order. */
export function convLayer(ring: readonly number[], first: number): DenseOperation[] {
  const n = ring.length;
  const places: Pair[] = [];
  for (let i = 0; i + 1 < n; i += 2) places.push([i, i + 1]);
  if (n > 2) for (let i = 1; i < n; i += 2) places.push([i, (i + 1) % n]);
  if (n > 2 && n % 2 === 1) places.push([n - 1, 0]);
  return places.flatMap(([i, j]) => {
    const [a, b] = [ring[i], ring[j]];
    const cz: DenseOperation = { ...gate('z', [b]), controls: [{ qubit: a, value: 1 }] };
    return [gate('h', [a]), gate('h', [b]), cz, gate('rx', [a], theta(first + i)), gate('rx', [b], theta(first + j))];
  });
}

/** Measures one qubit; its outcome o selects RZ(z_o), then RX(x_o) on the kept one. Angles z0, z1, x0, x1. */
export function pool(measured: number, kept: number, first: number): DenseOperation[] {
  const onOutcome = (name: string, outcome: number, index: number) =>
    gate(name, [kept], theta(index), [{ qubit: measured, value: outcome }]);
  return [
    { kind: 'measure', qubit: measured },
    onOutcome('rz', 0, first),
    onOutcome('rz', 1, first + 1),
    onOutcome('rx', 0, first + 2),
    onOutcome('rx', 1, first + 3),
  ];
}

/** The QCNN of a depth, its angles from `first` on, and the qubit that is left at its end. */
export function qcnnCircuit(
  qubits: number,
  depth: number,
  first = 0,
): { readonly circuit: DenseCircuit; readonly angles: number; readonly readout: number } {
  const operations: DenseOperation[] = [];
  let next = first;
  let ring = Array.from({ length: qubits }, (_, q) => q);
  while (ring.length > 1) {
    for (let layer = 0; layer < depth; layer++) {
      operations.push(...convLayer(ring, next));
      next += ring.length;
    }
    const kept: number[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      if (i + 1 === ring.length) {
        kept.push(ring[i]);
        continue;
      }
      operations.push(...pool(ring[i], ring[i + 1], next));
      kept.push(ring[i + 1]);
      next += 4;
    }
    ring = kept;
  }
  return { circuit: { qubits, operations }, angles: next - first, readout: ring[0] };
}

/** The programs of the paper's model on processors of so many qubits, and the number of their angles. */
export function paperPrograms(
  qubits: readonly number[],
  options: {
    readonly depth: number;
    readonly mixing?: number;
    readonly pairs?: 'ring' | 'all' | 'chain';
    readonly embedding?: 'zz' | 'unitary';
  },
): { readonly programs: readonly OracleProgram[]; readonly angles: number } {
  const { depth, mixing = 0, pairs = 'ring', embedding = 'zz' } = options;
  let angles = 0;
  const programs = qubits.map((m): OracleProgram => {
    const all = Array.from({ length: m }, (_, q) => q);
    const layers = Array.from({ length: mixing }, (_, layer) => convLayer(all, angles + layer * m));
    angles += mixing * m;
    const qcnn = qcnnCircuit(m, depth, angles);
    angles += qcnn.angles;
    return {
      mixing: mixing === 0 ? null : { qubits: m, operations: layers.flat() },
      embedding: embedding === 'unitary' ? { kind: 'unitary' } : { kind: 'circuit', circuit: zzEmbedding(m, pairs) },
      trainable: qcnn.circuit,
      readouts: [qcnn.readout],
      features: embedding === 'unitary' ? 2 * 4 ** m : m,
    };
  });
  return { programs, angles };
}
