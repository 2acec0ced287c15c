import { computed, effect } from '@preact/signals';
import type { Model } from '../../models/model-types.js';
import { shown } from '../shown.js';
import type { RaceData } from './data.js';
import { misfit } from './opened-model.js';
import { data, runs, selected } from './race.js';
import type { Run } from './run.js';
import { runModel } from './run-model.js';
import { type RunSettings, runName } from './settings.js';

/** An untrained model, with what it was made from. */
interface Untrained {
  readonly settings: RunSettings;
  readonly source: RaceData;
  readonly model: Model;
}

/** Shows the selected run to the other panels. */
export function showSelected(): void {
  // A run that did not change is the same object, and then nothing is to be done.
  const looked = computed(() => runs.value.find(({ id }) => id === selected.value));
  let untrained: Untrained | null = null;
  const modelOf = ({ settings, parameters, file }: Run, source: RaceData): Model | null => {
    if (file !== null) return misfit(file.model, source) === null ? file.model : null;
    if (untrained?.settings !== settings || untrained.source !== source) {
      untrained = { settings, source, model: runModel(settings, source) };
    }
    return parameters === null ? untrained.model : untrained.model.withParameters(parameters);
  };
  effect(() => {
    const run = looked.value;
    const source = data.value.data;
    let model: Model | null = null;
    try {
      model = run === undefined || source === null ? null : modelOf(run, source);
    } catch {
      // Settings that do not fit the data; the run itself says so.
    }
    if (run === undefined || source === null || model === null) {
      shown.value = null;
      return;
    }
    shown.value = {
      name: run.file?.name ?? runName(run.settings),
      ebits: run.settings.network.ebits,
      model,
      training: source.training,
      validation: source.validation,
      columns: source.columns,
      iteration: run.file === null ? run.iteration : null,
    };
  });
}
