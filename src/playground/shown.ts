import { type Signal, signal } from '@preact/signals';
import type { Dataset } from '../data/dataset.js';
import type { Model } from '../models/model-types.js';

/** The run that all panels look at. */
export interface ShownModel {
  readonly name: string;
  /** How many ebits the two parties share; null where the network is another one. */
  readonly ebits: number | null;
  /** With the angles that the run has reached. */
  readonly model: Model;
  readonly training: Dataset;
  readonly validation: Dataset | null;
  /** A name for every feature, the parties' one after another. */
  readonly columns: readonly string[];
  /** After how many steps of training; null for a model that came with a file. */
  readonly iteration: number | null;
}

/** The run that is selected in the race, refreshed a few times a second while it trains; null before there is one. */
export const shown: Signal<ShownModel | null> = signal(null);

/** `before any training`, `after 40 steps`, `as its file has it`. */
export function momentText(iteration: ShownModel['iteration']): string {
  if (iteration === null) return 'as its file has it';
  return iteration === 0 ? 'before any training' : `after ${iteration} steps`;
}
