import { describe, expect, it } from 'vitest';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { bitWords, outcomesOf } from '../../../../src/playground/panels/circuit/outcomes.js';

const row = Float64Array.from({ length: 8 }, (_, i) => Math.sin(i));
const modelWith = (ebits: number) =>
  classifier({ network: bellNetwork({ ebits }), circuit: qcnn({ depth: 2 }), seed: 3 });

describe('outcomesOf', () => {
  it('sums joint probabilities to the marginals, and weighs them to E', () => {
    const model = modelWith(1);
    const found = outcomesOf(model, row)!;
    const probabilities = model.probabilities(row);
    expect(found.joint.map(({ probability }) => probability)).toEqual([...probabilities]);
    expect(found.joint.map(({ places }) => places)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(found.parties.map(({ name, words }) => [name, words])).toEqual([
      ['A', ['0', '1']],
      ['B', ['0', '1']],
    ]);
    const [a, b] = found.parties;
    expect(a.marginal[0]).toBeCloseTo(probabilities[0] + probabilities[1], 14);
    expect(b.marginal[0]).toBeCloseTo(probabilities[0] + probabilities[2], 14);
    expect(found.expectation).toBeCloseTo(model.expectations(row)[0], 14);
    expect(found.decision).toBe(Math.sign(found.expectation ?? 0));
  });

  it('finds the product of the marginals where nothing is shared', () => {
    const { joint, parties } = outcomesOf(modelWith(0), row)!;
    for (const { places, probability } of joint) {
      expect(probability).toBeCloseTo(parties[0].marginal[places[0]] * parties[1].marginal[places[1]], 12);
    }
  });

  it('refuses a row of another length, in words', () => {
    expect(() => outcomesOf(modelWith(1), row.subarray(0, 7))).toThrow(/8/);
  });
});

describe('bitWords', () => {
  it('are all words of so many bits, in order', () => {
    expect(bitWords(0)).toEqual(['']);
    expect(bitWords(2)).toEqual(['00', '01', '10', '11']);
  });
});
