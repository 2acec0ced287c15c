// What the workloads compute, by what shares no code with it: a dense oracle, sums of squares, known bounds.
import { describe, expect, test } from 'vitest';
import { randomCircuit } from '../../src/benchmark/circuit-workloads.js';
import { workloads } from '../../src/benchmark/workloads.js';
import { digest } from '../../src/digest.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { applyTo, basisAmplitudes } from '../oracle/amplitudes.js';
import { gateMatrix } from '../oracle/dense.js';

const context = { threads: async () => callingThread() };
const numbersOf = async (name: string) => {
  const open = await workloads.find((one) => one.name === name)!.open(context);
  try {
    return Array.from(await open.numbers());
  } finally {
    open.close?.();
  }
};

test.each(workloads.map((workload) => [workload.name, workload] as const))('%s computes its bits', async (_, one) => {
  const open = await one.open(context);
  expect(digest(await open.numbers())).toBe(one.digest);
  await open.work();
  // Work changes nothing that a later call computes.
  expect(digest(await open.numbers())).toBe(one.digest);
  expect(open.count).toBeGreaterThanOrEqual(1);
  open.close?.();
});

test('names are told once, and fit a flag', () => {
  const names = workloads.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});

describe('the numbers mean what the words say', () => {
  test.each([
    ['gates-10', 10],
    ['gates-16', 16],
    ['circuit', 8],
  ])('%s is a state of norm 1 on %d qubits', async (name, qubits) => {
    const state = await numbersOf(name);
    expect(state.length).toBe(2 << qubits);
    expect(state.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 12);
  });

  test.each([
    ['gates-10', 10, 20],
    ['circuit', 8, 5],
  ])('%s is what gates one after another make', async (name, qubits, layers) => {
    const state = basisAmplitudes(0, qubits);
    for (const operation of randomCircuit(qubits, layers).operations) {
      if (operation.kind !== 'gate') throw new Error('only gates are counted');
      const angle = operation.angle?.kind === 'constant' ? operation.angle.value : 0;
      applyTo(state, qubits, gateMatrix(operation.gate, angle), operation.targets, operation.controls);
    }
    const found = await numbersOf(name);
    for (let k = 0; k < state.re.length; k++) {
      expect(found[2 * k]).toBeCloseTo(state.re[k], 12);
      expect(found[2 * k + 1]).toBeCloseTo(state.im[k], 12);
    }
  });

  test('counted are a rotation of every qubit and the pairs between them, a layer', () => {
    expect(randomCircuit(10, 20).operations.length).toBe(20 * 10 + 10 * 5 + 10 * 4);
    expect(randomCircuit(8, 5).operations.length).toBe(58);
  });

  test('CHSH is trained beyond S = 2.8', async () => {
    const [a, b, c, d] = await numbersOf('chsh');
    expect(a + b + c - d).toBeGreaterThan(2.8);
    expect(a + b + c - d).toBeLessThanOrEqual(2 * Math.SQRT2 + 1e-12);
  });

  test('one row is predicted as the first of many', async () => {
    expect(await numbersOf('predict-row')).toEqual((await numbersOf('predict-batch')).slice(0, 1));
  });

  test('a Fisher matrix is symmetric, with no negative diagonal', async () => {
    const fisher = await numbersOf('fisher');
    const size = Math.sqrt(fisher.length);
    for (let i = 0; i < size; i++) {
      expect(fisher[i * size + i]).toBeGreaterThanOrEqual(0);
      for (let j = 0; j < i; j++) expect(Math.abs(fisher[i * size + j] - fisher[j * size + i])).toBeLessThan(1e-12);
    }
  });
});
