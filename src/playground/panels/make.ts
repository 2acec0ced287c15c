import type { Model } from '../../models/model-types.js';
import { networkSpec } from '../../network/network.js';

/** Everything about a model but its parameters and its table: what does not change while it trains, as text. */
export function makeOf({ network, spec }: Model): string {
  return JSON.stringify([networkSpec(network), spec]);
}
