// The oracle of networks with noise beside PennyLane's default.mixed and Qiskit Aer: by what fixtures say that they found,
// and by what they find where a Python has them.
import { describe, expect, test } from 'vitest';
import { lossAndGradientFrom } from '../classifier.js';
import { densityDerivatives, effectProbabilities } from '../density.js';
import { greatestGap } from '../random.js';
import { oracleOf, type RandomNoisyModel } from '../random-networks.js';
import { absenceOf, askPeer, digestOf, type PeerAnswer, peerCases, peerNames, readPeerFixture } from './peers.js';

const remake =
  'EBIT_PYTHON=PYTHON npx tsx test/oracle/peers/make-fixtures.ts, with a Python that has test/interchange/requirements.txt';

function agree(random: RandomNoisyModel, { probabilities, loss, gradient }: PeerAnswer): void {
  const model = oracleOf(random);
  const found = effectProbabilities(model, random.parameters, random.rows);
  expect(greatestGap(found.flat(), probabilities.flat())).toBeLessThan(1e-12);
  if (loss === undefined || gradient === undefined) return;
  const derivatives = densityDerivatives(model, model.angles, random.parameters, random.rows);
  const expected = lossAndGradientFrom(model, random.parameters, derivatives, random.labels, 'product');
  expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-12);
  expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-9);
}

describe.each(peerNames)('%s', (peer) => {
  const fixture = readPeerFixture(peer);

  test('was asked these very cases', () => {
    expect(fixture.digests, `The cases have changed; make the fixtures anew: ${remake}.`).toEqual(
      peerCases.map(digestOf),
    );
    expect(fixture.answers).toHaveLength(peerCases.length);
  });

  test.each(peerCases.map((random, k) => ({ random, k })))(
    'found in case $k what the oracle finds',
    ({ random, k }) => {
      agree(random, fixture.answers[k]);
    },
  );

  const absence = absenceOf(peer);
  const named = absence === null ? test : test.skip;
  const title = 'finds the same today';
  named(absence === null ? title : `NOT CHECKED: ${title}: ${absence}`, { timeout: 300_000 }, () => {
    const few = peerCases.slice(0, 4);
    askPeer(peer, few).answers.forEach((answer, k) => {
      agree(few[k], answer);
    });
  });
});

test('gradients came with PennyLane', () => {
  for (const { gradient } of readPeerFixture('pennylane').answers) expect(gradient?.length).toBeGreaterThan(0);
});
