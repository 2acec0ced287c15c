import * as v from 'valibot';
import { lazily } from '../../schema.js';
import { dataNamed, partialDataSchema } from '../../tasks/data-settings.js';
import type { FitTaskSettings } from '../../tasks/fit-task.js';
import { partialModelSchema } from '../../tasks/model-settings.js';
import { partialNetworkSchema } from '../../tasks/network-settings.js';
import { positiveSchema } from '../../tasks/schemas.js';
import { partialTrainingSchema } from '../../tasks/training-settings.js';

/** How trainings are run, on which no number depends; `seeds` is how many of them, from the task's seed on. */
export interface RunSettings {
  readonly seeds: number;
  /** As many as suit the training where nothing is said. */
  readonly workers?: number;
  readonly checkpointEvery: number;
}

/** What holds of them unless told. */
export const runDefaults: RunSettings = { seeds: 1, checkpointEvery: 500 };

const partialRunSchema = v.strictObject({
  seeds: v.optional(positiveSchema),
  workers: v.optional(positiveSchema),
  checkpointEvery: v.optional(positiveSchema),
});

/**
 * Everything that a run can be told, by a configuration file or by flags: a task of which all may be missing, and how it is
 * run. Numbers are checked for what they are; whether they make sense together is for the parts that use them to say.
 */
export const settingsSchema = lazily(() =>
  v.strictObject({
    kind: v.optional(v.literal('fit')),
    /** A word is enough for data that need no more. */
    data: v.optional(v.union([v.pipe(v.string(), v.nonEmpty(), v.transform(dataNamed)), partialDataSchema()])),
    network: v.optional(partialNetworkSchema()),
    model: v.optional(partialModelSchema()),
    training: v.optional(partialTrainingSchema()),
    run: v.optional(partialRunSchema),
  }),
);

/** A part of what a run can be told. */
export interface Settings extends FitTaskSettings {
  readonly run?: { readonly [Name in keyof RunSettings]?: RunSettings[Name] | undefined } | undefined;
}

/** The parts of settings. */
export const settingGroups = ['data', 'network', 'model', 'training', 'run'] as const;
