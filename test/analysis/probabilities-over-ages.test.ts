import { describe, expect, test } from 'vitest';
import { probabilitiesOverAges } from '../../src/analysis/probabilities-over-ages.js';
import { clusters } from '../../src/data/clusters.js';
import { type LinkSettings, shotsOverLinks } from '../../src/index.js';
import { classifier } from '../../src/models/classifier.js';
import { createModel, modelToJSON } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import type { NetworkSpec } from '../../src/network/network-spec.js';
import { refusal } from '../refusal.js';

const rows = clusters({ seed: 3 }).validation.rows.subarray(0, 8 * 5);
const memories = [
  { t1: 0.02, t2: 0.03 },
  { t1: 0.05, t2: 0.01 },
];
const spec = (fidelity: number): NetworkSpec => ({
  processors: ['A', 'B'].map((name, i) => ({ name, qubits: 4, memory: memories[i] })),
  ebits: [0, 1].map((qubit) => ({ between: [`A.${qubit}`, `B.${qubit}`] as const, fidelity })),
});
const model = classifier({ network: network(spec(0.9)), circuit: qcnn({ depth: 2 }), seed: 4 });
const link: LinkSettings = {
  probability: 0.2,
  cycle: 1e-3,
  fidelity: 0.9,
  memory: [memories[0], memories[1]],
  cutoff: 6e-3,
};

/** The model on another network, by way of its file. */
const on = (described: NetworkSpec): Model => createModel({ ...modelToJSON(model), network: described });

/** The mean way by way: the network's own memories, and ebits that have waited. */
function slowly(links: readonly LinkSettings[]): Float64Array {
  const sums = new Float64Array(5 * 4);
  for (const { weight, pairs } of shotsOverLinks(links).joint) {
    const { processors, ebits = [] } = spec(0.9);
    const aged = ebits.map((ebit, e) => ({ ...ebit, age: pairs[e].seconds }));
    on({ processors, ebits: aged })
      .probabilities(rows)
      .forEach((value, i) => {
        sums[i] += weight * value;
      });
  }
  return sums;
}

const worst = (a: Float64Array, b: Float64Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe('over joint ages', () => {
  test.each<[string, readonly LinkSettings[]]>([
    ['two pairs of a link', [{ ...link, pairs: 2 }]],
    ['two links', [link, { ...link, probability: 0.5, cutoff: 3e-3 }]],
  ])('of %s: what the network does whose ebits have waited, way by way', (_, links) => {
    const found = probabilitiesOverAges(model, rows, links);
    expect([found.method, found.draws]).toEqual(['exact', null]);
    expect(worst(found.probabilities, slowly(links))).toBeLessThan(1e-12);
    expect(Math.max(...found.standardErrors)).toBe(0);
  });

  test('the averaged state is no product: fidelities alone give another mean', () => {
    const dephasing = { ...link, memory: { t2: 5e-3 }, fidelity: 1, cutoff: 2e-2 };
    const links = [dephasing, dephasing];
    const { pairs } = shotsOverLinks(links);
    const alone = on({
      processors: spec(1).processors,
      ebits: pairs.map(({ weights }, e) => ({ between: [`A.${e}`, `B.${e}`] as const, weights })),
    }).probabilities(rows);
    expect(worst(alone, probabilitiesOverAges(model, rows, links).probabilities)).toBeGreaterThan(1e-5);
  });

  test('sure links bring new pairs: the model as it is', () => {
    const { probabilities, evaluations } = probabilitiesOverAges(model, rows, [
      { ...link, probability: 1 },
      { ...link, probability: 1 },
    ]);
    expect(evaluations).toBe(1);
    expect(worst(probabilities, model.probabilities(rows))).toBeLessThan(1e-14);
  });

  test('links name the ends of their ebits, in either order', () => {
    const weights = { phiPlus: 0.8, phiMinus: 0.1, psiPlus: 0.06, psiMinus: 0.04 };
    const [first, second] = [{ ...link, weights, fidelity: undefined }, link];
    const named = [
      { ...second, between: ['A.1', 'B.1'] as const },
      { ...first, between: ['B.0', 'A.0'] as const, memory: [memories[1], memories[0]] as const },
    ];
    const inOrder = probabilitiesOverAges(model, rows, [first, second]);
    expect(worst(probabilitiesOverAges(model, rows, named).probabilities, inOrder.probabilities)).toBeLessThan(1e-12);
    const byNames = [first, second].map((one) => ({ ...one, between: ['A', 'B'] as const }));
    expect(worst(probabilitiesOverAges(model, rows, byNames).probabilities, inOrder.probabilities)).toBeLessThan(1e-12);
  });
});

describe('drawn', () => {
  const near = (a: { probabilities: Float64Array; standardErrors: Float64Array }, b: typeof a) => {
    a.probabilities.forEach((value, i) => {
      const error = Math.sqrt(a.standardErrors[i] ** 2 + b.standardErrors[i] ** 2);
      expect(Math.abs(value - b.probabilities[i])).toBeLessThan(6 * error + 1e-12);
    });
  };

  test('shots of links with other clocks: near the exact mean of equal ones, within the error that is said', () => {
    // A cycle that differs by a part in a billion is drawn; without cutoffs, where moments that coincide matter, it changes nothing.
    const endless = { ...link, cutoff: undefined };
    const other = { ...endless, cycle: 1.000000001e-3 };
    const drawn = probabilitiesOverAges(model, rows, [endless, other], { draws: 8000, seed: 2 });
    expect([drawn.method, drawn.draws, drawn.evaluations]).toEqual(['sampled', 8000, 25]);
    expect(Math.max(...drawn.standardErrors)).toBeLessThan(0.01);
    near(drawn, probabilitiesOverAges(model, rows, [endless, endless]));
  });

  test('distilled pairs of many ages', () => {
    const distilling: LinkSettings = { ...link, pairs: 2, cutoff: 4e-3, distil: { protocol: 'dejmps', rounds: 1 } };
    const exact = probabilitiesOverAges(model, rows, [distilling]);
    expect(exact.method).toBe('exact');
    // Way by way: the Bell weights of each new pair, and the ages of both.
    const sums = new Float64Array(20);
    for (const { weight, pairs } of shotsOverLinks([distilling]).joint) {
      const ebits = pairs.map(({ weights, seconds }, e) => ({
        between: [`A.${e}`, `B.${e}`] as const,
        weights,
        age: seconds,
      }));
      on({ processors: spec(1).processors, ebits })
        .probabilities(rows)
        .forEach((value, i) => {
          sums[i] += weight * value;
        });
    }
    expect(worst(exact.probabilities, sums)).toBeLessThan(1e-12);
  });

  test('pairs whose fixed states are too many: the model on drawn shots', () => {
    const four = classifier({ network: bellNetwork({ ebits: 4 }), circuit: qcnn({ depth: 1 }), seed: 1 });
    const distilling: LinkSettings = { ...link, pairs: 4, cutoff: 0.05, distil: { protocol: 'dejmps', rounds: 1 } };
    const found = probabilitiesOverAges(four, rows, [distilling], { draws: 60 });
    expect([found.method, found.draws, found.evaluations]).toEqual(['sampled', 60, 60]);
    near(found, probabilitiesOverAges(four, rows, [distilling], { draws: 60, seed: 7 }));
  });
});

test('links that do not make the ebits of the network are refused', () => {
  const why = (links: readonly LinkSettings[]) => refusal(() => probabilitiesOverAges(model, rows, links)).message;
  expect(why([link])).toBe('No link makes the ebit between A.1 and B.1; give one more pair of a link.');
  expect(why([{ ...link, pairs: 3 }])).toContain('no ebit anywhere; it has 2 ebits');
  expect(why([{ ...link, between: ['A.0', 'B.1'] }, link])).toContain('no ebit between A.0 and B.1');
  expect(why([{ ...link, between: ['A.0', 'B.0'], pairs: 2 }])).toContain('no ebit between A.0 and B.0');
  expect(refusal(() => probabilitiesOverAges(model, rows, [link, link], { draw: 1 } as never)).code).toBe('config');
  expect(refusal(() => probabilitiesOverAges({} as never, rows, [link, link])).code).toBe('model');
});
