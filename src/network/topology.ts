import { partyNames } from '../data/deal.js';
import { EbitError } from '../errors.js';
import { type Network, network } from './network.js';

/** Which processors are joined. */
export const topologyKinds = ['line', 'ring', 'star', 'complete'] as const;
export type TopologyKind = (typeof topologyKinds)[number];

/** Stand-in until the real one lands. */
export function topology(
  kind: TopologyKind,
  parties: number,
  options: { readonly qubits: number | readonly number[]; readonly ebitsPerEdge: number; readonly fidelity?: number },
): Network {
  const names = partyNames(parties);
  const pairs: [number, number][] = [];
  for (let a = 0; a < parties; a++)
    for (let b = a + 1; b < parties; b++) {
      const near = b === a + 1;
      if (
        kind === 'complete' ||
        (kind === 'star' && a === 0) ||
        (near && kind !== 'star') ||
        (kind === 'ring' && parties > 2 && a === 0 && b === parties - 1)
      )
        pairs.push([a, b]);
    }
  const sizes = typeof options.qubits === 'number' ? names.map(() => options.qubits as number) : options.qubits;
  const used = names.map(() => 0);
  const ebits = pairs.flatMap(([a, b]) =>
    Array.from({ length: options.ebitsPerEdge }, () => ({
      between: [`${names[a]}.${used[a]++}`, `${names[b]}.${used[b]++}`] as const,
      fidelity: options.fidelity,
    })),
  );
  const short = used.findIndex((count, p) => count > sizes[p]);
  if (short >= 0) throw new EbitError('network', `${names[short]} takes ${used[short]} of ${sizes[short]}.`);
  return network({ processors: names.map((name, p) => ({ name, qubits: sizes[p] })), ebits });
}
