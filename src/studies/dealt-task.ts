import { checked } from '../schema.js';
import { canonicalText } from '../tasks/canonical.js';
import type { PartialData } from '../tasks/data-settings.js';
import type { ReadText } from '../tasks/data-source.js';
import { type DealingSettings, dealIdentity, dealtSettings, isToBeRead } from '../tasks/dealt-settings.js';
import type { DimensionTaskSettings } from '../tasks/dimension-task.js';
import { pathNames } from '../tasks/naming.js';
import type { Task } from '../tasks/task.js';
import { studyKinds } from './study-spec.js';

/** What may be said of a task of any kind, as far as it leads to a table. */
interface SaidOfTask extends DealingSettings {
  readonly inputs?: DimensionTaskSettings['inputs'];
}

/**
 * Returns a function that deals the columns of a table in settings of a study's tasks, where nobody said who holds which;
 * a table is read once, however many tasks it is in.
 *
 * @param kind - of the tasks
 * @param read - returns the text of a table by the path that the settings have
 * @returns a function of settings that need not be checked before; it gives back the same object if nothing is to be dealt,
 *   and throws as `dealtSettings`, and EbitError 'config' for settings of another shape
 */
export function columnDealer(kind: Task['kind'], read: ReadText): (said: object) => object {
  const known = new Map<string, PartialData>();
  const dealt = (settings: DealingSettings): PartialData | undefined => {
    const key = canonicalText(dealIdentity(settings));
    const found = known.get(key) ?? dealtSettings(settings, pathNames, read).data;
    if (found !== undefined) known.set(key, found);
    return found;
  };
  return (said: SaidOfTask) => {
    const averaged = said.inputs?.kind === 'data' ? said.inputs.data : undefined;
    if (!isToBeRead(said.data) && !isToBeRead(averaged)) return said;
    const settings = checked(studyKinds[kind].schema(), said, 'config', 'The task') as SaidOfTask;
    const { inputs, network, model } = settings;
    if (inputs?.kind !== 'data') return { ...settings, data: dealt(settings) };
    return { ...settings, inputs: { kind: 'data', data: dealt({ data: inputs.data, network, model }) } };
  };
}
