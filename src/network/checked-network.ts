import { EbitError } from '../errors.js';
import { type Network, network, networkSpec } from './network.js';

/** Makes the network again from its own description: whatever was put together by hand either agrees or is refused. */
export function checkedNetwork(value: Network): Network {
  const again = network(networkSpec(value));
  if (JSON.stringify(again) !== JSON.stringify(value)) {
    throw new EbitError(
      'network',
      'The network was changed by hand and contradicts itself; make it with network() or bellNetwork().',
    );
  }
  return again;
}
