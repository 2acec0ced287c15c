// Which qubits of which processors hold halves of ebits.
import type { Network } from './network.js';

/** Ebit halves of a processor in the order of the network's ebits: which ebit, and on which qubit. */
export interface Half {
  readonly ebit: number;
  readonly qubit: number;
}

/** The halves that each processor holds. */
export function halvesOf(network: Network): Half[][] {
  const halves: Half[][] = network.processors.map(() => []);
  network.ebits.forEach((ebit, number) => {
    for (const end of ebit.ends) halves[end.processor].push({ ebit: number, qubit: end.qubit });
  });
  return halves;
}

/** The halves of each processor's ebits as qubits, in the order of the ebits. */
export function halfQubits(network: Network): number[][] {
  return halvesOf(network).map((halves) => halves.map((half) => half.qubit));
}
