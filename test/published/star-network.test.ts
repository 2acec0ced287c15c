// The n-local star: a centre shares a pair of qubits with each of n parties, and the pairs know nothing of each other.
import { describe, expect, test } from 'vitest';
import { dataProduct } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import { network } from '../../src/network/network.js';
import { openDescent } from '../../src/training/descent.js';
import { completeTraining } from '../../src/training/training-settings.js';
import { allQuestions, playersOf, type SharedOnly } from './question-players.js';

/**
 * The sums of correlators of a star whose centre is asked y and whose n other parties are asked x_1 ... x_n,
 *
 *     I = 2^-n sum_x E(y = 0, x),      J = 2^-n sum_x (-1)^(x_1 + ... + x_n) E(y = 1, x)
 *
 * and their score |I|^(1/n) + |J|^(1/n): at most 1 for local models in which every pair has a hidden variable of its own.
 * It certifies only if all that is shared lies on the star's edges: a coin known to all reaches 2^(1-1/n).
 *
 * @see Tavakoli, Skrzypczyk, Cavalcanti and Acin, Phys. Rev. A 90, 062109 (2014)
 */
function star(model: Model, n: number) {
  const rows = allQuestions(n + 1);
  const labels = rows.map(([y, ...x]) => (y === 0 ? 1 : (-1) ** x.reduce((sum, one) => sum + one, 0)));
  const session = openSession(model, Float64Array.from(rows.flat()), Float64Array.from(labels));
  const of = (asked: number) => rows.flatMap(([y], k) => (y === asked ? [k] : []));
  const [first, second] = [of(0), of(1)];
  const slope = new Float64Array(model.parameters.length);
  const mean = (some: number[], at: Float64Array) => -session.step(at, some, 'product', slope);
  return {
    score: (at: Float64Array): number => Math.abs(mean(first, at)) ** (1 / n) + Math.abs(mean(second, at)) ** (1 / n),
    /** Minus the score's gradient. */
    downhill(at: Float64Array): Float64Array {
      const gradient = new Float64Array(at.length);
      for (const some of [first, second]) {
        const value = mean(some, at);
        const factor = (Math.abs(value) ** (1 / n - 1) * Math.sign(value)) / n;
        slope.forEach((one, j) => {
          gradient[j] += factor * one;
        });
      }
      return gradient;
    },
    close: session.close,
  };
}

/** The greatest score on the way from a random start. */
function climbed(model: Model, n: number, seed: number): number {
  const { score, downhill, close } = star(model, n);
  const at = model.withInitialParameters(seed).parameters.slice();
  const iterations = 300;
  const plan = completeTraining({ iterations, schedule: { kind: 'cosine' } }, { learningRate: 0.05 });
  const { init, update } = openDescent(plan, at.length, 1);
  const state = init(at.length);
  let best = score(at);
  for (let t = 0; t < iterations; t++) {
    update(state, downhill(at), at, t);
    best = Math.max(best, score(at));
  }
  close();
  return best;
}

const edges = (n: number, fidelity: number): SharedOnly => ({
  ebits: Array.from({ length: n }, (_, k) => ({ between: [`A.${k}`, `${'BCDE'[k]}.0`] as const, fidelity })),
});
const starOf = (n: number, shared: SharedOnly): Model =>
  playersOf([{ qubits: n }, ...Array.from({ length: n }, () => ({ qubits: 1 }))], shared);
const visibility = (fidelity: number): number => (4 * fidelity - 1) / 3;

/** Z or X at the centre, (Z + X)/sqrt 2 or (Z - X)/sqrt 2 at the ends: RZ and RX by question, qubit after qubit. */
function knownAngles(n: number): number[] {
  const towards = (angle: number): number[] => [Math.PI / 2, angle];
  const centre = Array.from({ length: n }, () => [...towards(0), ...towards(Math.PI / 2)]);
  const end = [...towards(Math.PI / 4), ...towards(-Math.PI / 4)];
  return [...centre.flat(), ...Array.from({ length: n }, () => end).flat()];
}

describe.each([1, 2, 3])('a star of %i Werner pairs', (n) => {
  test.each([1, 0.9, 0.6])('of fidelity %d has the score sqrt 2 v where directions are known', (fidelity) => {
    const model = starOf(n, edges(n, fidelity));
    const { score, close } = star(model, n);
    expect(score(Float64Array.from(knownAngles(n)))).toBeCloseTo(Math.SQRT2 * visibility(fidelity), 12);
    close();
  });

  test('is trained to it from several starts, never above', () => {
    const model = starOf(n, edges(n, 0.9));
    const found = [1, 2, 3, 4].map((seed) => climbed(model, n, seed));
    expect(Math.max(...found)).toBeGreaterThan(Math.SQRT2 * visibility(0.9) - 2e-3);
    expect(Math.max(...found)).toBeLessThan(Math.SQRT2 * visibility(0.9) + 1e-9);
  });

  test('reaches 1 without anything shared, never above', () => {
    const found = [1, 2, 3, 4, 5, 6].map((seed) => climbed(starOf(n, {}), n, seed));
    expect(Math.max(...found)).toBeGreaterThan(1 - 2e-3);
    expect(Math.max(...found)).toBeLessThan(1 + 1e-9);
  });
});

test.each([2, 3])('a coin that %i ends know reaches 2^(1-1/n): pairs have to be all that is shared', (n) => {
  // An end flips its answer where its question and the coin are both 1; the centre's answer never changes.
  const asked = (register: number) =>
    circuit(register + 1).rx(dataProduct(Math.PI, { feature: 0, offset: 0, slope: 1 }), register);
  const end = circuit(3)
    .measure(2)
    .when(2, 1, (b) => b.cx(0, 1));
  const model = classifier({
    network: network({
      processors: Array.from({ length: n + 1 }, (_, p) => ({ name: 'ABCD'[p], qubits: p === 0 ? 2 : 3 })),
      coins: [{ between: Array.from({ length: n }, (_, p) => `${'BCD'[p]}.0`) }],
    }),
    embedding: customEmbedding(Array.from({ length: n + 1 }, (_, p) => asked(p === 0 ? 1 : 2))),
    circuit: customCircuit(
      Array.from({ length: n + 1 }, (_, p) =>
        p === 0 ? { circuit: circuit(2), readout: 0 } : { circuit: end, readout: 1 },
      ),
    ),
    weights: 'fixed',
  });
  const { score, close } = star(model, n);
  expect(score(model.parameters)).toBeCloseTo(2 ** (1 - 1 / n), 12);
  close();
});
