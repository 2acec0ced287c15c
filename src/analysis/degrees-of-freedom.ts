import { EbitError } from '../errors.js';
import { checkedNetwork } from '../network/checked-network.js';
import { FAIR } from '../network/coin.js';
import type { Network } from '../network/network.js';
import { numberList } from '../number-list.js';
import { checkedWhole } from '../options.js';

/**
 * Returns how many free numbers an input can have at most: how many correlators of the outcomes can depend on the
 * angles, counted without those that follow from others.
 *
 * P(a|x) follows from the 2^K - 1 correlators c_S = <prod of Z_i over i in S>. On the processors S the halves of ebits
 * and of fair coins that leave S are maximally mixed, so
 * - if no ebit or coin joins two parts of S, c_S is the product of theirs: only joined sets count;
 * - if every qubit of a processor is half of an ebit or a fair coin, and none of these stays in S, it is maximally mixed
 *   and alone, and c_S has the factor tr O_i = tr Z = 0 whatever its circuit does.
 *
 * An ebit without correlations (fidelity 1/4) joins nothing; its halves are maximally mixed all the same. A coin that is
 * not fair joins as a fair one does, but its halves are not maximally mixed. A processor
 * whose bit is read the same whatever the outcome (both readout errors 1/2) tells nothing.
 *
 * The Fisher matrix is a sum over N inputs of matrices of at most this rank. So rank F <= N dof.
 *
 * With several readouts c_S is of the products of their bits: a set of processors has as many correlators as it has ways to
 * take at least one bit of each, prod over i of 2^(r_i) - 1.
 *
 * @param network - the circuits on it do not matter, but for what they read out
 * @param readouts - how many qubits r_i each processor reads out; one each unless told
 * @returns 3 for two processors that share ebits or coins, 2 if they share none, 1 if all of their qubits are halves of
 *   ebits or fair coins
 * @throws EbitError 'network' for what is no network; 'shape' or 'range' for numbers of readouts that do not fit it
 * @example
 * degreesOfFreedom(bellNetwork({ ebits: 4 })); // 1
 */
export function degreesOfFreedom(network: Network, readouts?: readonly number[]): number {
  const count = checkedNetwork(network).processors.length;
  const bits = Array.from(
    numberList('The numbers of readouts', readouts === undefined ? new Array(count).fill(1) : readouts),
  );
  if (bits.length !== count) {
    throw new EbitError(
      'shape',
      `${bits.length} numbers of readouts are given for ${count} processors; give one for each.`,
    );
  }
  for (const [p, own] of bits.entries()) {
    checkedWhole(
      `The number of readouts of processor "${network.processors[p].name}"`,
      own,
      1,
      network.processors[p].qubits,
    );
  }
  const neighbours = new Int32Array(count);
  const halves = new Int32Array(count);
  for (const { ends, correlations } of network.ebits) {
    const [a, b] = ends.map(({ processor }) => processor);
    halves[a] += 1;
    halves[b] += 1;
    if (correlations.every((t) => t === 0)) continue;
    neighbours[a] |= 1 << b;
    neighbours[b] |= 1 << a;
  }
  for (const { ends, heads } of network.coins) {
    const [a, b] = ends.map(({ processor }) => processor);
    neighbours[a] |= 1 << b;
    neighbours[b] |= 1 << a;
    if (heads !== FAIR) continue;
    halves[a] += 1;
    halves[b] += 1;
  }
  let told = 0;
  network.processors.forEach(({ readout }, i) => {
    if (readout.flip0 + readout.flip1 !== 1) told |= 1 << i;
  });
  let free = 0;
  for (let set = 1; set < 1 << count; set++) {
    if ((set & ~told) !== 0 || !isJoined(set, neighbours)) continue;
    const isSingle = (set & (set - 1)) === 0;
    const first = 31 - Math.clz32(set);
    // Larger joined sets keep an ebit or a coin at each of their processors.
    if (isSingle && halves[first] >= network.processors[first].qubits) continue;
    free += bits.reduce((ways, own, i) => ((set >> i) & 1 ? ways * ((1 << own) - 1) : ways), 1);
  }
  return free;
}

/** Whether ebits and coins join all processors of the set. */
function isJoined(set: number, neighbours: Int32Array): boolean {
  let reached = set & -set;
  for (;;) {
    let next = reached;
    for (let i = 0; i < neighbours.length; i++) if ((reached >> i) & 1) next |= neighbours[i] & set;
    if (next === reached) return reached === set;
    reached = next;
  }
}
