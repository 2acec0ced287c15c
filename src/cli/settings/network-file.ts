// A whole network from a file: what flags have no words for, such as noise of one processor.
import { EbitError, isEbitError } from '../../errors.js';
import { network } from '../../network/network.js';
import { networkSchema } from '../../network/network-spec.js';
import { checked } from '../../schema.js';
import { type NetworkSettings, settingsOfNetwork } from '../../tasks/network-settings.js';
import { valueFromFile } from './file.js';

/** What `--network` is for, in the help. */
export const networkFileHelp = 'read processors, what they share and their noise from a YAML or JSON file';

/**
 * Reads the settings of a network from a file in YAML or JSON that describes it, as `network()` takes it.
 *
 * @throws EbitError 'file' if it cannot be read; 'config' for a fault in its grammar; as `network`, with the path in front
 */
export function networkFromFile(path: string): NetworkSettings {
  const source = `The network "${path}"`;
  const spec = checked(networkSchema, valueFromFile(path, source), 'network', source);
  try {
    return settingsOfNetwork(network(spec));
  } catch (error) {
    if (!isEbitError(error)) throw error;
    throw new EbitError(error.code, `"${path}": ${error.message}`, { cause: error });
  }
}

/** What `--network` is for where what is shared is said otherwise, in the help. */
export const processorsFileHelp =
  'read the two processors and their noise, the same for every rival, from a YAML or JSON file';

/**
 * Reads the processors of a file that describes a network in which nothing is shared.
 *
 * @throws EbitError 'usage' for one that shares something; as {@link networkFromFile}
 */
export function processorsFromFile(path: string): Pick<NetworkSettings, 'processors'> {
  const { processors, ...rest } = networkFromFile(path);
  const shared = Object.entries(rest).find(([, list]) => Array.isArray(list) && list.length > 0);
  if (shared === undefined) return { processors };
  throw new EbitError(
    'usage',
    `"${path}" lists ${shared[0]}, and what is shared is said by flags here; give its processors alone, or train that one network ` +
      'by "ebit train --network".',
  );
}
