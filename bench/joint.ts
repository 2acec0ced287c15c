// Microseconds of gates on a joint state, by kind and number of qubits, and of a whole conv layer; one thread.
// Rates: amplitudes a second (2^n a gate). Goal: a conv layer takes at most the sum of lightning.qubit's times for its
// gates, 2 n Hadamard, n CZ and 2 n RX, each measured alone in the same run. The CX of a ring are one permutation of the
// amplitudes together, and so are its SWAPs: their times are a share of that.

import { parameter } from '../src/circuit/angle.js';
import { type Circuit, createCircuit, type Operation } from '../src/circuit/circuit.js';
import { type GateName, gates } from '../src/circuit/gates.js';
import { JointEngine } from '../src/engine/joint-engine.js';
import { convLayer } from '../src/models/conv-layer.js';
import type { Bench, Surroundings } from './bench.js';
import { burst, type Contender, type Effort, race } from './measure.js';
import type { GateTimes } from './peers.js';
import { type Row, ratioRow, timeRow } from './row.js';

const name = 'joint';

/** The gates of the table, and the two controlled ones that circuits use most. */
const kinds: readonly { readonly label: string; readonly gate: GateName; readonly controlled: boolean }[] = [
  ...Object.values(gates).map(({ name }) => ({ label: name, gate: name, controlled: false })),
  { label: 'cx', gate: 'x', controlled: true },
  { label: 'cz', gate: 'z', controlled: true },
  { label: 'crx', gate: 'rx', controlled: true },
];

/** The gates that permute amplitudes, and lightning.qubit's names of them. */
const permutations = [
  ['cx', 'CNOT'],
  ['swap', 'SWAP'],
] as const;

/** One gate on every qubit of a ring, each rotation with an angle of its own. */
export function gateOnEveryQubit(qubits: number, gate: GateName, controlled: boolean): Circuit {
  const { targets, hasAngle } = gates[gate];
  const operations = Array.from({ length: qubits }, (_, q): Operation => {
    const ring = (k: number) => (q + k) % qubits;
    return {
      kind: 'gate',
      gate,
      targets: controlled ? [ring(1)] : Array.from({ length: targets }, (_, k) => ring(k)),
      controls: controlled ? [{ qubit: q, value: 1 }] : [],
      conditions: [],
      angle: hasAngle ? parameter(q) : null,
    };
  });
  return createCircuit(qubits, operations);
}

/** A circuit that is run on one state again and again, its angles set anew before every run as training does. */
function runner(label: string, circuit: Circuit, effort: Effort): { contender: Contender; close: () => void } {
  const engine = new JointEngine(circuit, false);
  engine.reset();
  const angles = Float64Array.from({ length: circuit.parameters }, (_, i) => 0.1 + 0.2 * i);
  const none = new Float64Array(0);
  const work = (): void => {
    engine.setAngles(angles, none);
    engine.run();
  };
  return { contender: burst(label, work, effort), close: () => engine.close() };
}

/** The time of a conv layer's gates one by one, round by round. */
export function layerFromGates(times: Pick<GateTimes, 'RX' | 'CZ' | 'Hadamard'>, qubits: number): number[] {
  return times.RX.map((rx, round) => qubits * (2 * times.Hadamard[round] + times.CZ[round] + 2 * rx));
}

async function convLayers({ effort, quick, peers }: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const qubits of quick ? [8, 12] : [8, 12, 16, 20, 24]) {
    const ring = Array.from({ length: qubits }, (_, q) => q);
    const label = `conv layer, ${qubits} qubits`;
    const layer = runner(label, createCircuit(qubits, convLayer(ring, 0)), effort);
    const own: number[] = [];
    const gatesAlone: number[] = [];
    const rounds = qubits > 20 ? Math.ceil(effort.rounds / 5) : effort.rounds;
    for (let round = 0; round < rounds; round++) {
      own.push((await race([layer.contender], 1))[label][0]);
      if (peers !== null && qubits <= 20) gatesAlone.push(...layerFromGates(await peers.gates(qubits, 1), qubits));
    }
    layer.close();
    const work = { count: 5 * qubits * 2 ** qubits, unit: 'amplitudes/s' };
    rows.push(timeRow(name, label, own, work));
    if (gatesAlone.length > 0) {
      rows.push(timeRow(name, `  lightning.qubit's gates one by one`, gatesAlone, work));
      rows.push(ratioRow(name, '  ours / lightning.qubit', own, gatesAlone, { most: 1 }));
    }
  }
  return rows;
}

async function singleGates({ effort, quick, peers }: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const qubits of quick ? [8] : [8, 12, 16, 20]) {
    const runners = kinds.map(({ label, gate, controlled }) => ({
      label,
      ...runner(label, gateOnEveryQubit(qubits, gate, controlled), { ...effort, warmUpMicroseconds: 20_000 }),
    }));
    const contenders = runners.map(({ contender }) => contender);
    const own = new Map<string, number[]>();
    const theirs = new Map<string, number[]>();
    const keep = (map: Map<string, number[]>, label: string, time: number): void => {
      map.set(label, [...(map.get(label) ?? []), time]);
    };
    for (let round = 0; round < Math.ceil(effort.rounds / 3); round++) {
      const samples = await race(contenders, 1);
      for (const { label } of runners) keep(own, label, samples[label][0] / qubits);
      if (peers === null) continue;
      const times = await peers.gates(qubits, 1);
      for (const [label, gate] of permutations) keep(theirs, label, times[gate][0]);
    }
    for (const { label, close } of runners) {
      close();
      const work = { count: 2 ** qubits, unit: 'amplitudes/s' };
      const [each, beside] = [own.get(label) ?? [], theirs.get(label)];
      rows.push(timeRow(name, `${label}, ${qubits} qubits`, each, work));
      if (beside === undefined) continue;
      rows.push(timeRow(name, `  lightning.qubit's ${label}`, beside, work));
      rows.push(ratioRow(name, '  ours / lightning.qubit', each, beside));
    }
  }
  return rows;
}

export const joint: Bench = {
  name,
  title: 'Gates on a joint state: microseconds a gate, one on every qubit of a ring; and whole conv layers; one thread',
  async run(surroundings) {
    return [...(await convLayers(surroundings)), ...(await singleGates(surroundings))];
  },
};
