// Which qubits of which processors hold halves of ebits and coins.
import type { Network } from './network.js';
import { sharedPairs } from './shared-pair.js';

/** A processor's half of a shared pair: which pair of `sharedPairs`, which of its two ends, and on which qubit. */
export interface Half {
  readonly pair: number;
  readonly end: 0 | 1;
  readonly qubit: number;
}

/** The halves that each processor holds, in the order of the network's ebits, then of its coins. */
export function halvesOf(network: Network): Half[][] {
  const halves: Half[][] = network.processors.map(() => []);
  sharedPairs(network).forEach(({ ends }, pair) => {
    for (const end of [0, 1] as const) halves[ends[end].processor].push({ pair, end, qubit: ends[end].qubit });
  });
  return halves;
}

/** The halves of each processor as qubits, in the order of {@link halvesOf}. */
export function halfQubits(network: Network): number[][] {
  return halvesOf(network).map((halves) => halves.map((half) => half.qubit));
}
