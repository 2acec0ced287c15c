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
