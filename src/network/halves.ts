// Which qubits of which processors hold an end of something shared: halves of ebits and of coins.
import type { Network } from './network.js';
import { type SharedResource, sharedResources } from './shared-resource.js';

/** A processor's end of something shared: which of `sharedResources`, which of its ends, and on which qubit. */
export interface Half {
  readonly resource: number;
  readonly end: number;
  readonly qubit: number;
}

/** The halves that each processor holds, in the order of `sharedResources`. */
export function halvesOf(network: Network): Half[][] {
  return halvesAmong(sharedResources(network), network.processors.length);
}

/** The halves of so many processors, in the order of what they share. */
export function halvesAmong(resources: readonly SharedResource[], processors: number): Half[][] {
  const halves: Half[][] = Array.from({ length: processors }, () => []);
  resources.forEach(({ ends }, resource) => {
    ends.forEach(({ processor, qubit }, end) => {
      halves[processor].push({ resource, end, qubit });
    });
  });
  return halves;
}

/** The halves of each processor as qubits, in the order of {@link halvesOf}. */
export function halfQubits(network: Network): number[][] {
  return halvesOf(network).map((halves) => halves.map((half) => half.qubit));
}
