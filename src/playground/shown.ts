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
  readonly iteration: number;
}

/** The run that is selected in the race, refreshed a few times a second while it trains; null before there is one. */
export const shown: Signal<ShownModel | null> = signal(null);
