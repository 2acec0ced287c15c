// The CHSH game with one noisy ebit and one qubit a player: the greatest S has a closed form for every kind of noise. It is
// Horodecki's value of the oracle's state, training reaches it, and never goes beyond.
import { describe, expect, test } from 'vitest';
import { dataProduct, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { network } from '../../src/network/network.js';
import type { PauliTable } from '../../src/network/two-qubit-state.js';
import { foundChsh, greatestChsh, meanOf } from '../oracle/chsh.js';
import type { Matrix } from '../oracle/dense.js';
import { krausOperators } from '../oracle/kraus.js';
import { chance } from '../oracle/random.js';
import { afterChannel, ebitMatrix } from '../oracle/shared.js';
import { chshQuestions, type Player, playersOf, type SharedOnly, trainedMeans } from './question-players.js';

interface Form {
  readonly name: string;
  /** Which channel acts on which halves of |Phi+>; none for a Werner state. */
  readonly noise: {
    readonly channel: 'amplitudeDamping' | 'phaseDamping' | 'depolarizing';
    readonly halves: 1 | 2;
  } | null;
  readonly strengths: readonly number[];
  readonly greatest: (strength: number) => number;
}

const { sqrt, SQRT2 } = Math;
const forms: readonly Form[] = [
  {
    name: 'fidelity F',
    noise: null,
    strengths: [1, 0.9, 0.7, 0.5],
    greatest: (f) => (2 * SQRT2 * (4 * f - 1)) / 3,
  },
  {
    name: 'amplitude damping of one half',
    noise: { channel: 'amplitudeDamping', halves: 1 },
    strengths: [0.1, 0.4, 0.8],
    greatest: (g) => 2 * sqrt(2 * (1 - g)),
  },
  {
    name: 'amplitude damping of both halves',
    noise: { channel: 'amplitudeDamping', halves: 2 },
    strengths: [0.1, 0.4, 0.6, 0.9],
    greatest: (g) => (g <= 1 / 2 ? 2 * SQRT2 * (1 - g) : 2 * sqrt((1 - g) ** 2 + (1 - 2 * g + 2 * g * g) ** 2)),
  },
  {
    name: 'phase damping of one half',
    noise: { channel: 'phaseDamping', halves: 1 },
    strengths: [0.1, 0.5, 0.9],
    greatest: (g) => 2 * sqrt(2 - g),
  },
  {
    name: 'phase damping of both halves',
    noise: { channel: 'phaseDamping', halves: 2 },
    strengths: [0.1, 0.5, 0.9],
    greatest: (g) => 2 * sqrt(1 + (1 - g) ** 2),
  },
  {
    name: 'depolarizing of one half',
    noise: { channel: 'depolarizing', halves: 1 },
    strengths: [0.05, 0.2, 0.5],
    greatest: (p) => 2 * SQRT2 * (1 - (4 * p) / 3),
  },
];
const cases = forms.flatMap((form) => form.strengths.map((strength) => ({ ...form, strength })));

/** The oracle's state of the ebit. */
function stateOf({ noise }: Form, strength: number): Matrix {
  if (noise === null) return ebitMatrix({ between: [], fidelity: strength });
  const operators = krausOperators(noise.channel, [strength]);
  const halves = [0, 1].slice(0, noise.halves);
  return halves.reduce((rho, half) => afterChannel(rho, operators, half, 2), ebitMatrix({ between: [] }));
}

test.each(cases)('$name at $strength: the form is what Horodecki and a search find', (one) => {
  const rho = stateOf(one, one.strength);
  expect(greatestChsh(rho)).toBeCloseTo(one.greatest(one.strength), 12);
  expect(foundChsh(rho, chance(1))).toBeCloseTo(one.greatest(one.strength), 9);
});

/** The best S of three starts is close to the form, and none is above it. */
async function climbs(model: Model, greatest: number): Promise<void> {
  const found = (await trainedMeans(model, chshQuestions, [1, 2, 3])).map((mean) => 4 * mean);
  expect(Math.max(...found)).toBeGreaterThan(greatest - 2e-3);
  expect(Math.max(...found)).toBeLessThan(greatest + 1e-9);
}

const reaches = (players: readonly Player[], shared: SharedOnly, greatest: number): Promise<void> =>
  climbs(playersOf(players, shared), greatest);

const plain: readonly Player[] = [{ qubits: 1 }, { qubits: 1 }];
const between = ['A.0', 'B.0'] as const;
const noisy = cases.filter(({ noise }) => noise !== null);

/** Tr[rho P(x)Q] over I, X, Y and Z. */
const tableOf = (rho: Matrix): PauliTable =>
  [...'IXYZ'].map((p) => [...'IXYZ'].map((q) => (p + q === 'II' ? 1 : meanOf(rho, p + q)))) as unknown as PauliTable;

describe('training reaches it, never above', () => {
  test.each(cases.filter(({ noise }) => noise === null))('$name of $strength', async ({ greatest, strength }) => {
    await reaches(plain, { ebits: [{ between, fidelity: strength }] }, greatest(strength));
  });

  test.each(noisy)('$name by $strength, as correlations of the ebit', async (one) => {
    const correlations = tableOf(stateOf(one, one.strength));
    await reaches(plain, { ebits: [{ between, correlations }] }, one.greatest(one.strength));
  });

  test.each(noisy)("$name by $strength, as a channel in the players' circuits", async (one) => {
    const { channel, halves } = one.noise ?? { channel: 'depolarizing', halves: 1 };
    const damped: Player = { qubits: 1, before: (start) => start[channel](one.strength, 0) };
    const players = halves === 2 ? [damped, damped] : [{ qubits: 1 }, damped];
    await reaches(players, { ebits: [{ between }] }, one.greatest(one.strength));
  });

  test.each(noisy)('$name by $strength, angles chosen by data in front of every rotation', async (one) => {
    const { channel, halves } = one.noise ?? { channel: 'depolarizing', halves: 1 };
    const players = [0, 1].map((p) => {
      const start = p === 1 || halves === 2 ? circuit(1)[channel](one.strength, 0) : circuit(1);
      const at = (question: number, index: number) =>
        scaledData(index, dataProduct(1, { feature: 0, offset: 1 - question, slope: 2 * question - 1 }));
      const chosen = start.rz(at(0, 0), 0).rz(at(1, 1), 0).rx(at(0, 2), 0).rx(at(1, 3), 0);
      return { circuit: chosen, readout: 0 };
    });
    const model = classifier({
      network: network({ processors: ['A', 'B'].map((name) => ({ name, qubits: 1 })), ebits: [{ between }] }),
      embedding: noEmbedding(),
      circuit: customCircuit(players),
      weights: 'fixed',
    });
    await climbs(model, one.greatest(one.strength));
  });
});
