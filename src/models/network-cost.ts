// What joining a model's processors takes, counted before anything is made.
import type { Asked } from '../engine/asked.js';
import type { CompiledModel } from '../engine/compiled-model.js';
import { bytesOf, checkContraction, contractionCost, isAlwaysWithin, isWithin } from '../engine/contraction-cost.js';
import { correlatorPlan, orderText } from '../engine/contraction-order.js';
import { pairForm } from '../engine/fusion.js';
import { NetworkCuts } from '../engine/network-cuts.js';
import type { CoordinateFrame } from '../engine/response-form.js';
import { sharedResources } from '../network/shared-resource.js';
import { checkModel } from './checked-model.js';
import { askedOf } from './deciding.js';
import type { Model } from './model-types.js';
import { compiledModel } from './structure.js';

/** What joining the processors takes of every row of a step. */
export interface NetworkCost {
  /** Products of two numbers, there and again back. */
  readonly products: number;
  /** Numbers that are kept from the way there to the way back. */
  readonly numbers: number;
  /** Of the list of products, and of the numbers and their derivatives for the rows that are computed together. */
  readonly bytes: number;
  /**
   * In which order the processors are joined for the mean of all bits' product: `A B C` one after the other, `A (B C)` where B
   * and C are joined first, `A B | C` where nothing joins C to the others.
   */
  readonly order: string;
}

/** Whether the contraction of these programs has been found to fit. */
const fitting: Readonly<Record<Asked, WeakSet<Model['programs']>>> = {
  outcomes: new WeakSet(),
  parity: new WeakSet(),
};

function cutsOf({ network }: Model): NetworkCuts {
  return new NetworkCuts(sharedResources(network), network.processors.length);
}

function readoutsOf({ programs }: Model): number[] {
  return programs.map(({ readouts }) => readouts.length);
}

/** Whether two processors are taken as one, whatever they share. */
function isPair({ network, programs, isNoisy }: CompiledModel): boolean {
  return network.processors.length === 2 && !isNoisy && pairForm({ network, programs }) !== null;
}

/** What the engine's coordinates are: with noise it makes the responses themselves. */
function frameOf({ isNoisy }: CompiledModel): CoordinateFrame {
  return isNoisy ? 'responses' : 'states';
}

/**
 * Refuses a model whose processors share too much to be contracted.
 *
 * @throws EbitError 'memory', with what it would take and what would fit
 */
export function checkNetworkCost(model: Model): void {
  const asked = askedOf(model);
  if (fitting[asked].has(model.programs)) return;
  const cuts = cutsOf(model);
  const readouts = readoutsOf(model);
  // What most models fit by is known without their circuits.
  if (!isAlwaysWithin(cuts) && !isWithin(contractionCost(cuts, readouts, asked))) {
    const compiled = compiledModel(model);
    if (!isPair(compiled)) checkContraction(cuts, readouts, asked, frameOf(compiled));
  }
  fitting[asked].add(model.programs);
}

/**
 * Returns what it takes to join the answers of a model's processors over what they share, counted without doing it.
 *
 * What the processors share is a sum over lists of Pauli strings, one an ebit, a coin or another state, and E is made of the
 * processors' responses to these strings: in the order that needs the fewest products, which is looked for. It takes at most
 * 2^22 products and 1 GiB; `classifier` refuses a network beyond. How many it is grows with what is open at once: 4 times with each
 * ebit between processors that are joined and others, 16 for any ring, 4 times for a GHZ state of however many parties.
 *
 * @param model - one of weights `parity` or `fixed`, four or more processors and one readout each takes the mean of all bits'
 *   product alone; others the mean of every choice of bits
 * @returns the cost; of more than two processors, or more than four shared states, an upper bound, and mostly the cost itself
 * @throws EbitError 'model' for what is no model
 * @example
 * networkCost(model); // { products: 8, numbers: 12, bytes: 12448, order: 'A B' }
 */
export function networkCost(model: Model): NetworkCost {
  checkModel(model);
  const asked = askedOf(model);
  const cuts = cutsOf(model);
  const { parts } = correlatorPlan(cuts, (1 << cuts.processors) - 1);
  const names = model.network.processors.map(({ name }) => name);
  const order = parts.map((part) => orderText(part.order, names)).join(' | ');
  const compiled = compiledModel(model);
  if (!isAlwaysWithin(cuts) && !isPair(compiled)) {
    const { products, numbers, bytes } = contractionCost(cuts, readoutsOf(model), asked, frameOf(compiled));
    return { products: Math.ceil(products), numbers: Math.ceil(numbers), bytes: Math.ceil(bytes), order };
  }
  // So short that it is looked at.
  const isObservable = compiled.programs.every(({ sampleKind }) => sampleKind !== 'state');
  const form = compiled.isNoisy ? compiled.pauli : isObservable ? compiled.observable : compiled.state;
  const list = form.listOf(asked);
  const counted = { products: list.coefficients.length, numbers: list.slots };
  return { ...counted, bytes: bytesOf(counted), order };
}
