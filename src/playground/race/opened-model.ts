import { EbitError } from '../../errors.js';
import { parseModel } from '../../models/model-file.js';
import type { Model } from '../../models/model-types.js';
import { isPairEntangled } from '../../network/shared-states.js';
import { plural } from '../../plural.js';
import { cutShort } from '../../shown-value.js';
import type { RaceData } from './data.js';
import { type OpenedModel, type Run, readyRun } from './run.js';
import { changed, defaults, type RunSettings } from './settings.js';

/** More than any model that two processors can hold takes as text. */
const MOST_BYTES = 5_000_000;

/** What the lines and the lists of a race can say of a model: what it shares, and its circuit. */
function settingsOf({ network, spec }: Model): RunSettings {
  const isEntangled = network.ebits.some(({ correlations }) => isPairEntangled(correlations));
  const { circuit, mixing } = spec;
  return changed(defaults, {
    ebits: network.ebits.length,
    coins: network.coins.length + network.shares.length,
    fidelity: isEntangled || network.ebits.length === 0 ? 1 : 0.5,
    mixing: mixing.layers,
    ...(circuit.kind === 'qcnn' ? { depth: circuit.depth } : {}),
    circuit: circuit.kind === 'reuploading' ? 'reuploading' : 'qcnn',
  });
}

/** A model from a file as a run that is done; how well it decides is found later. */
export function openedRun(id: number, file: OpenedModel): Run {
  return {
    ...readyRun(id, settingsOf(file.model)),
    file,
    phase: 'done',
    // Another object each time, by which it is known what was found on which data.
    parameters: Float64Array.from(file.model.parameters),
  };
}

/**
 * Reads a model's file, as `ebit train --out` and the page itself write it.
 *
 * @throws EbitError 'model' for what is no such file, is too large, or is a model that the page does not show; as `parseModel`
 */
export async function openModel(file: Pick<File, 'name' | 'size' | 'text'>): Promise<OpenedModel> {
  if (file.size > MOST_BYTES) {
    throw new EbitError(
      'model',
      `It has ${Math.round(file.size / 1e6)} MB; a model of two processors has at most ${MOST_BYTES / 1e6}.`,
    );
  }
  const model = parseModel(await file.text());
  const { length } = model.network.processors;
  if (length !== 2) {
    throw new EbitError(
      'model',
      `It is a model of ${plural(length, 'processor')}; the page shows those of two. The command line takes it.`,
    );
  }
  return { name: cutShort(file.name), model };
}

/** Returns why a model cannot be held against some data, as a sentence; null where it can. */
export function misfit({ features, classes, columns, scale }: Model, source: RaceData): string | null {
  const said = (counts: readonly number[]) => counts.join(' and ');
  if (features.some((count, party) => count !== source.features[party])) {
    return `It reads ${said(features)} features, and these data have ${said(source.features)}.`;
  }
  const { classes: own = 2 } = source.training;
  if (classes !== own) return `It tells ${classes} classes apart, and these data have ${own}.`;
  if (scale === null && columns === null) return null;
  const { table } = source;
  const names = (all: typeof columns) => JSON.stringify(Object.values(all?.features ?? {}));
  if (names(columns) !== names(table?.columns ?? null))
    return 'It was trained on a table of other columns than these data.';
  if (JSON.stringify(scale) !== JSON.stringify(table?.scale ?? null)) {
    return 'It scales the columns in another way than these data: it was trained on other rows. Take the split’s seed that it was trained with.';
  }
  return null;
}
