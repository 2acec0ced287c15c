import { channels } from '../circuit/channels.js';
import { EbitError } from '../errors.js';
import { checkedNetwork } from '../network/checked-network.js';
import type { Network, Processor } from '../network/network.js';
import { type SharedResource, sharedResources } from '../network/shared-resource.js';
import { numberList } from '../number-list.js';
import { checkedWhole } from '../options.js';

/**
 * Returns how many free numbers an input can have at most: how many correlators of the outcomes can depend on the
 * angles, counted without those that follow from others.
 *
 * P(a|x) follows from the 2^K - 1 correlators c_S = <prod of Z_i over i in S>. The processors S see of what is shared only the
 * coefficients with I at every end outside of S; on the other ends some have X, Y or Z, and the rest of the ends are maximally
 * mixed there. So
 * - if nothing shared has a coefficient at ends in two parts of S, c_S is the product of theirs: only joined sets count;
 * - if every qubit of a processor is an end of something shared, none of which has a coefficient there within S, it is
 *   maximally mixed and alone, and c_S has the factor tr O_i = tr Z = 0 whatever its gates do.
 *
 * Of an ebit, a GHZ state and a fair coin a single end is maximally mixed; of a coin that is not fair, and of what has waited
 * in a memory, it is not. An ebit without correlations (fidelity 1/4) joins nothing; its halves are maximally mixed all the
 * same. A processor whose bit is read the same whatever the outcome (both readout errors 1/2) tells nothing. Noise that drives
 * a processor's qubits to |0> gives it a marginal of its own; channels of circuits are not looked at.
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
  const made = checkedNetwork(network);
  const count = made.processors.length;
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
  const resources = sharedResources(made);
  const active = resources.map(activeEnds);
  const ends = new Int32Array(count);
  for (const resource of resources) for (const { processor } of resource.ends) ends[processor] += 1;
  /** Of each thing shared the processors at whose ends it has a coefficient on a set. */
  const activeOn = (set: number): number[] =>
    resources.map((resource, r) => {
      const within = resource.ends.reduce((mask, { processor }, i) => mask | (((set >> processor) & 1) << i), 0);
      const own = active[r][within];
      return resource.ends.reduce((mask, { processor }, i) => mask | (((own >> i) & 1) << processor), 0);
    });
  let told = 0;
  made.processors.forEach(({ readout }, i) => {
    if (readout.flip0 + readout.flip1 !== 1) told |= 1 << i;
  });
  let free = 0;
  for (let set = 1; set < 1 << count; set++) {
    if ((set & ~told) !== 0) continue;
    const joints = activeOn(set);
    if (!isJoined(set, joints)) continue;
    const isSingle = (set & (set - 1)) === 0;
    const first = 31 - Math.clz32(set);
    // In larger joined sets something shared has a coefficient at each processor.
    if (isSingle && joints.every((mask) => mask === 0) && isMixed(made.processors[first], ends[first])) continue;
    free += bits.reduce((ways, own, i) => ((set >> i) & 1 ? ways * ((1 << own) - 1) : ways), 1);
  }
  return free;
}

/** For every subset of the ends, bit i for end i, those at which a coefficient has no I that has I at all ends outside. */
function activeEnds({ ends, terms }: SharedResource): Int32Array {
  const active = new Int32Array(1 << ends.length);
  for (const { digits, weight } of terms) {
    const support = digits.reduce((mask, digit, i) => (digit === 0 ? mask : mask | (1 << i)), 0);
    if (weight !== 0) active[support] = support;
  }
  for (let step = 1; step < active.length; step *= 2) {
    for (let subset = 0; subset < active.length; subset++) {
      if ((subset & step) !== 0) active[subset] |= active[subset ^ step];
    }
  }
  return active;
}

/** Whether a processor with so many ends stays maximally mixed where each of them is: no qubit is left, no noise drives any. */
function isMixed({ qubits, noise = [] }: Processor, ends: number): boolean {
  // A channel that makes Z of I takes the mixed state elsewhere.
  const drives = noise.some(({ channel, values }) => channels[channel].transfer(values)[12] !== 0);
  return ends >= qubits && !drives;
}

/** Whether joints, sets of processors, make one of all processors of the set. */
function isJoined(set: number, joints: readonly number[]): boolean {
  let reached = set & -set;
  for (;;) {
    const next = joints.reduce((all, mask) => ((mask & all) === 0 ? all : all | mask), reached);
    if (next === reached) return reached === set;
    reached = next;
  }
}
