import { describe, expect, it } from 'vitest';
import { successProbability } from '../../../../src/analysis/chsh-score.js';
import { chsh } from '../../../../src/data/chsh.js';
import { fit } from '../../../../src/jobs/fit.js';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { EVERY, MOMENTS, type Shared, STEPS } from '../../../../src/playground/questions/learns/asked.js';
import { learnt } from '../../../../src/playground/questions/learns/course.js';

const networks = {
  nothing: bellNetwork({ ebits: 0, qubits: 2 }),
  coin: bellNetwork({ ebits: 0, coins: 1, qubits: 2 }),
  ebit: bellNetwork({ ebits: 1, qubits: 2 }),
} as const;

const modelOf = (shared: Shared, seed: number) =>
  classifier({ network: networks[shared], circuit: qcnn({ depth: 20 }), weights: 'parity', seed });

/** S by the four arrows alone: (-1)^(s t) times the product of A's and B's. */
function scoreOfTips(tips: Float64Array, moment: number): number {
  const [a0, a1, b0, b1] = [0, 1, 2, 3].map((i) => tips.subarray(8 * moment + 2 * i, 8 * moment + 2 * i + 2));
  const dot = (a: Float64Array, b: Float64Array) => a[0] * b[0] + a[1] * b[1];
  return dot(a0, b0) + dot(a0, b1) + dot(a1, b0) - dot(a1, b1);
}

describe('learnt', () => {
  const cases = [
    { shared: 'nothing', embedding: 'original', loss: 'product', seed: 1 },
    { shared: 'coin', embedding: 'original', loss: 'mse', seed: 2 },
    { shared: 'coin', embedding: 'alternative', loss: 'product', seed: 3 },
    { shared: 'ebit', embedding: 'original', loss: 'mse', seed: 4 },
    { shared: 'ebit', embedding: 'alternative', loss: 'mse', seed: 5 },
  ] as const;

  it.each(cases)('begins and ends where the library does: $shared, $embedding, $loss', async (asked) => {
    const game = chsh({ embedding: asked.embedding });
    const model = modelOf(asked.shared, asked.seed);
    const { score, right, tips } = await learnt(asked);
    expect([score.length, right.length, tips.length]).toEqual([MOMENTS, MOMENTS, 8 * MOMENTS]);
    expect(score[0]).toBeCloseTo(8 * successProbability(model, game) - 4, 10);
    const { loss, seed } = asked;
    const end = await fit(model, game, { iterations: STEPS, batch: 'full', loss, seed, evaluateEvery: STEPS });
    expect(score[MOMENTS - 1]).toBeCloseTo(8 * successProbability(end.model, game) - 4, 8);
    expect(right[MOMENTS - 1]).toBe(Math.round(16 * end.accuracy.training));
  });

  it('finds S of a moment on the way as a shorter training does', async () => {
    const asked = { shared: 'ebit', embedding: 'original', loss: 'product', seed: 7 } as const;
    const { score } = await learnt(asked);
    const at = 10;
    const game = chsh();
    const { loss, seed } = asked;
    const how = { iterations: at * EVERY, batch: 'full', loss, seed, evaluateEvery: at * EVERY } as const;
    const { model } = await fit(modelOf('ebit', 7), game, how);
    expect(score[at]).toBeCloseTo(8 * successProbability(model, game) - 4, 8);
  });

  it('draws arrows whose products are S: on a line with nothing, in a square with a coin, in a circle with an ebit', async () => {
    const nothing = await learnt({ shared: 'nothing', embedding: 'original', loss: 'product', seed: 1 });
    const coin = await learnt({ shared: 'coin', embedding: 'original', loss: 'mse', seed: 1 });
    const ebit = await learnt({ shared: 'ebit', embedding: 'original', loss: 'product', seed: 1 });
    for (let k = 0; k < MOMENTS; k++) {
      expect(scoreOfTips(nothing.tips, k)).toBeCloseTo(nothing.score[k], 9);
      expect(scoreOfTips(coin.tips, k)).toBeCloseTo(coin.score[k], 9);
      for (const one of [nothing, coin]) expect(one.score[k]).toBeLessThanOrEqual(2 + 1e-9);
      for (let i = 0; i < 4; i++) {
        const at = 8 * k + 2 * i;
        expect(nothing.tips[at]).toBe(0);
        expect(Math.abs(coin.tips[at]) + Math.abs(coin.tips[at + 1])).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.hypot(ebit.tips[at], ebit.tips[at + 1])).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
    // In the end an ebit's arrows stand in one plane, an eighth of a turn apart.
    expect(scoreOfTips(ebit.tips, MOMENTS - 1)).toBeCloseTo(2 * Math.SQRT2, 3);
    expect(ebit.score[MOMENTS - 1]).toBeCloseTo(2 * Math.SQRT2, 3);
  });
});
