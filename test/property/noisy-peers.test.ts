// The library beside what PennyLane's default.mixed and Qiskit Aer found of random networks with noise.
import { expect, test } from 'vitest';
import { peerCases, peerNames, readPeerFixture } from '../oracle/peers/peers.js';
import { greatestGap } from '../oracle/random.js';
import { lossAndGradientOf, modelOf } from './noisy-models.js';

test.each(peerNames)('probabilities, and gradients where there are some, are those of %s', (peer) => {
  readPeerFixture(peer).answers.forEach(({ probabilities, loss, gradient }, k) => {
    const random = peerCases[k];
    expect(greatestGap(modelOf(random).probabilities(random.rows), probabilities.flat())).toBeLessThan(1e-12);
    if (loss === undefined || gradient === undefined) return;
    const found = lossAndGradientOf(random, 'product');
    expect(Math.abs(found.loss - loss)).toBeLessThan(1e-12);
    expect(greatestGap(found.gradient, gradient)).toBeLessThan(1e-9);
  });
});
