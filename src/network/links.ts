// Who is joined with whom, by what and how often: what drawings of a network show.
import type { Kind } from './ends.js';
import type { Network } from './network.js';
import { sharedResources } from './shared-resource.js';

/** Everything of one kind that the same processors share. */
export interface NetworkLink {
  readonly kind: Kind;
  /** Indices of the processors, two or more, ascending. */
  readonly processors: readonly number[];
  /** How many there are, by their places among `sharedResources`. */
  readonly resources: readonly number[];
}

/** Returns what joins the processors of a network, in the order in which the network first has it. */
export function networkLinks(network: Network): NetworkLink[] {
  const links = new Map<string, { kind: Kind; processors: number[]; resources: number[] }>();
  sharedResources(network).forEach(({ kind, ends }, resource) => {
    const processors = ends.map(({ processor }) => processor).sort((a, b) => a - b);
    const key = `${kind} ${processors.join()}`;
    const link = links.get(key) ?? { kind, processors, resources: [] };
    link.resources.push(resource);
    links.set(key, link);
  });
  return [...links.values()];
}
