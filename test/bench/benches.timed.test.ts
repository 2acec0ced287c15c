import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bench, Surroundings } from '../../bench/bench.js';
import { built } from '../../bench/built-library.js';
import { circuit, hessian, quantumFisher, sixQubitCircuit } from '../../bench/circuit.js';
import { compiling } from '../../bench/compiling.js';
import { fisher, haarRows } from '../../bench/fisher.js';
import { games } from '../../bench/games.js';
import { javascript } from '../../bench/javascript.js';
import { gateOnEveryQubit, joint, layerFromGates } from '../../bench/joint.js';
import { networkCosts } from '../../bench/network-cost.js';
import { networks } from '../../bench/networks.js';
import type { PeerProcess } from '../../bench/peers.js';
import { redis } from '../../bench/redis.js';
import { reuploadingStep } from '../../bench/reuploading.js';
import type { Row } from '../../bench/row.js';
import { service } from '../../bench/service.js';
import { serving } from '../../bench/serving.js';
import { startUp, withCustomSection } from '../../bench/start-up.js';
import { step } from '../../bench/step.js';
import { studies } from '../../bench/studies.js';
import { tables } from '../../bench/tables.js';
import { training } from '../../bench/training.js';
import { workers } from '../../bench/workers.js';
import { type CircuitBuilder, circuit as startCircuit } from '../../src/circuit/builder.js';
import { coreBytes } from '../../src/core/load.js';
import { amplitudes, openSimulator } from '../../src/simulator/simulator.js';
import { fakePeers } from './fake-peers.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ebit-bench-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The smallest that runs: every work once or twice, nothing is timed well. */
function tiny(more: Partial<Surroundings> = {}): Surroundings {
  const effort = { rounds: 1, burstMicroseconds: 0, warmUpMicroseconds: 0, iterations: 4 };
  return {
    effort,
    quick: true,
    peers: null,
    simulators: null,
    jaxJs: null,
    native: null,
    before: null,
    minutes: null,
    folder,
    ...more,
  };
}

function checkRows(bench: Bench, rows: readonly Row[]): void {
  for (const row of rows) {
    expect(row.bench).toBe(bench.name);
    // What one way adds to another may be less than nothing where nothing is timed well.
    if (row.value !== null && !row.what.endsWith('adds')) expect(row.value, row.what).toBeGreaterThan(0);
    if (row.rate !== null) expect(row.rate.value, row.what).toBeGreaterThan(0);
  }
}

describe('every bench runs at its smallest', () => {
  for (const bench of [
    step,
    networks,
    networkCosts,
    joint,
    circuit,
    fisher,
    training,
    games,
    workers,
    redis,
    studies,
    compiling,
    service,
    serving,
    startUp,
  ]) {
    test(bench.name, async () => {
      const rows = await bench.run(tiny());
      expect(rows.length).toBeGreaterThan(0);
      checkRows(bench, rows);
    });
  }
});

test.each([compiling, startUp])('$name is set against the library of another commit', async (bench) => {
  const rows = await bench.run(tiny({ before: built() }));
  checkRows(bench, rows);
  expect(rows.filter(({ what }) => what === '  ours / before').length).toBe(bench === compiling ? 4 : 1);
});

describe('beside peers', () => {
  test('a step is set against every peer, and against the native program', async () => {
    const peers = fakePeers();
    const native = { step: async () => 1000 };
    const rows = await step.run(tiny({ peers, native }));
    checkRows(step, rows);
    expect(new Set(peers.asked)).toEqual(
      new Set(['jax-heisenberg', 'default.qubit', 'default.qubit-jit', 'lightning.qubit']),
    );
    const whats = rows.map((row) => row.what);
    expect(whats.filter((what) => what === '  ours / jax-heisenberg')).toHaveLength(5);
    expect(whats.filter((what) => what === '  ours / native')).toHaveLength(5);
    // 8 of 768 samples in 500 us.
    expect(rows.find(({ what }) => what.includes('scaled'))?.value).toBe(48_000);
  });

  test('no ratio is printed for a peer whose loss is off', async () => {
    await expect(step.run(tiny({ peers: fakePeers(1e-8) }))).rejects.toThrow('jax-heisenberg differs from ours');
  });

  test('a Fisher matrix and the conv layers are set against theirs', async () => {
    const rows = await fisher.run(tiny({ peers: fakePeers() }));
    expect(rows.map((row) => row.what)).toContain('  ours / jax-heisenberg');
    const layers = await joint.run(tiny({ peers: fakePeers() }));
    // Eight qubits: 2 x 8 Hadamard, 8 CZ and 2 x 8 RX of one microsecond.
    expect(layers.find(({ what }) => what.includes("lightning.qubit's gates"))?.value).toBe(40);
  });
});

test("a game's ceiling is set against cvxpy's once both are equal", async () => {
  const rows = await games.run(tiny({ peers: fakePeers(0, { cvxpy: '1.9.3' }) }));
  checkRows(games, rows);
  expect(rows.map(({ what }) => what)).toContain('  ours / cvxpy');
  await expect(games.run(tiny({ peers: fakePeers(1e-5, { cvxpy: '1.9.3' }) }))).rejects.toThrow('no ratio is printed');
  const without = await games.run(tiny({ peers: fakePeers() }));
  expect(without.map(({ what }) => what)).toContain('cvxpy: not installed beside the other peers');
});

test('real tables are set against the usual models on the same rows', async () => {
  const rows = await tables.run(tiny({ peers: fakePeers() }));
  expect(rows.map(({ what }) => what.replace(/ \(.*/, ''))).toEqual([
    'iris: ours',
    '  logistic regression',
    '  MLP',
    expect.stringMatching(/^ {2}40 rows, 3 columns, 2 classes: -?[\d.]+ points from the better$/),
    'tables at most 1 point below the better rival',
  ]);
  const [ours, logistic] = rows;
  expect(logistic.value).toBe(90);
  expect(ours.goal?.met).toBe((ours.value ?? 0) >= 89);
  expect((await tables.run(tiny()))[0].what).toContain('--peers PYTHON');
});

test('a re-uploading step runs at its smallest', async () => {
  checkRows(reuploadingStep, await reuploadingStep.run(tiny()));
});

test("a layer's time from its gates' pairs the rounds", () => {
  expect(layerFromGates({ RX: [1, 10], CZ: [2, 20], Hadamard: [3, 30] }, 2)).toEqual([20, 200]);
});

test('a gate stands on every qubit of the ring', () => {
  const { operations } = gateOnEveryQubit(3, 'rzz', false);
  expect(operations.map((operation) => (operation.kind === 'gate' ? operation.targets : null))).toEqual([
    [0, 1],
    [1, 2],
    [2, 0],
  ]);
  expect(gateOnEveryQubit(3, 'x', true).operations).toHaveLength(3);
});

test('Haar rows hold a unitary for each processor', () => {
  const rows = haarRows(2);
  expect(rows).toHaveLength(2 * 2 * 16 * 16 * 2);
  for (let unitary = 0; unitary < 4; unitary++) {
    let norm = 0;
    for (const value of rows.subarray(512 * unitary, 512 * unitary + 32)) norm += value * value;
    expect(norm).toBeCloseTo(1, 12);
  }
});

test('what TensorCircuit-NG is checked against is right where it is known', () => {
  const simulator = openSimulator(sixQubitCircuit());
  const angles = Float64Array.from({ length: 54 }, (_, i) => 0.3 + 0.1 * i);
  const metric = quantumFisher(simulator, angles);
  const slopes = hessian(simulator, angles);
  simulator.close();
  for (let i = 0; i < 54; i++) {
    for (let j = 0; j < i; j++) {
      expect(metric[54 * i + j]).toBeCloseTo(metric[54 * j + i], 12);
      expect(slopes[54 * i + j]).toBeCloseTo(slopes[54 * j + i], 12);
    }
    // X varies by 1 in |0>, and Z by the square of RX's sine behind it.
    if (i < 6) expect(metric[55 * i]).toBeCloseTo(1, 12);
    else if (i < 12) expect(metric[55 * i]).toBeCloseTo(Math.sin(angles[i - 6]) ** 2, 12);
  }
});

test('without TensorCircuit-NG the cell is empty, with the reason', async () => {
  const rows = await circuit.run(tiny({ peers: fakePeers() }));
  expect(rows.at(-1)).toMatchObject({ value: null, what: expect.stringContaining('not installed') });
});

/** Stands in for the simulators of npm: what ours has, off by `error`. */
function fakeSimulators(error = 0): PeerProcess {
  return {
    versions: {},
    run: async (peer, problem, repetitions) => {
      const { qubits, gates } = JSON.parse(readFileSync(problem, 'utf8'));
      const made = gates.reduce(
        (circuit: CircuitBuilder, [name, wires, angle]: [string, number[], number | null]) =>
          name.startsWith('c')
            ? circuit[name as 'cx' | 'cz'](wires[0], wires[1])
            : circuit[name as 'rx' | 'ry' | 'rz'](angle as number, wires[0]),
        startCircuit(qubits),
      );
      const values = [...amplitudes(made)];
      values[1] += error;
      return { peer, samples: 1, amplitudes: values, microseconds: Array.from({ length: repetitions }, () => 500) };
    },
    close: () => undefined,
  };
}

test('circuits are set against the simulators of npm, a step against jax-js', async () => {
  const rows = await javascript.run(tiny({ simulators: fakeSimulators(), jaxJs: fakePeers() }));
  checkRows(javascript, rows);
  expect(rows.map(({ what }) => what).filter((what) => what.endsWith(' / ours'))).toEqual([
    '  quantum-circuit / ours',
    '  jsqubits / ours',
    '  qsharp-lang / ours',
    '  @jax-js/jax / ours',
    '  jax-js / ours',
  ]);
  await expect(javascript.run(tiny({ simulators: fakeSimulators(1e-8) }))).rejects.toThrow(
    'quantum-circuit differs from ours by',
  );
  expect((await javascript.run(tiny()))[0].value).toBeNull();
});

test('a custom section changes the bytes and not the module', () => {
  const bytes = withCustomSection(coreBytes(), 7);
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(bytes.at(-1)).toBe(7);
});
