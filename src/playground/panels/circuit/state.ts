import { computed } from '@preact/signals';
import { parsedNumber } from '../../../data/numbers.js';
import { classifier } from '../../../models/classifier.js';
import type { Model } from '../../../models/model-types.js';
import { qcnn } from '../../../models/qcnn.js';
import { rowLength } from '../../../models/rows.js';
import { bellNetwork } from '../../../network/bell-network.js';
import { shown } from '../../shown.js';
import { messageOf } from '../../ui/error-note.js';
import { makeOf } from '../make.js';
import { panelSetting, rowSetting } from '../settings.js';
import { layOut, type PlacedGate } from './layout.js';
import { layOutNetwork } from './network-layout.js';
import { type Outcomes, outcomesOf } from './outcomes.js';
import { angleValue, gateWords, ownFeatures } from './words.js';

/** How many layers of a long row are drawn while it is folded. */
export const FOLDED = 2;

/** Whether all layers are drawn. */
export const unfolded = panelSetting<boolean>('circuit.layers', {
  first: false,
  read: (word) => ({ all: true, folded: false })[word],
  write: (isAll) => (isAll ? 'all' : 'folded'),
  wanted: 'give "all" or "folded"',
});

/** Which training row gives the data angles their values, from 0. */
export const row = rowSetting('circuit.row');

/** The greatest that a feature can be: as the data are scaled. */
export const MOST_FEATURE = 1.571;

/** A row of the reader's own, as the model embeds it; null where a training row is looked at. */
export const ownRow = panelSetting<readonly number[] | null>('circuit.features', {
  first: null,
  read(word) {
    if (word === 'row') return null;
    const numbers = word.split(',').map(parsedNumber);
    return numbers.every((value) => value !== null && Math.abs(value) <= MOST_FEATURE)
      ? (numbers as number[])
      : undefined;
  },
  write: (numbers) => (numbers === null ? 'row' : numbers.join(',')),
  wanted: `give numbers from -${MOST_FEATURE} to ${MOST_FEATURE} with commas between them, or "row"`,
});

let first: Model | null = null;

/** What is drawn before there is a run: the paper's deepest circuit with one ebit, untrained. */
function untrained(): Model {
  first ??= classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }) });
  return first;
}

/** The model that is drawn, with its present parameters. */
export const model = computed(() => shown.value?.model ?? untrained());

const make = computed(() => makeOf(model.value));

/** The drawing; it stays the same while a run trains. */
export const drawing = computed(() => {
  void make.value;
  return layOut(model.peek(), unfolded.value ? null : FOLDED);
});

/** The picture of the network; it stays the same while a run trains. */
export const networkDrawing = computed(() => {
  void make.value;
  return layOutNetwork(model.peek().network);
});

/** The names of all features, the same list as long as they are the same names. */
const columnText = computed(() =>
  JSON.stringify(
    shown.value?.columns ?? model.value.features.flatMap((count) => Array.from({ length: count }, (_, i) => `x${i}`)),
  ),
);
export const columns = computed((): string[] => JSON.parse(columnText.value));

/** A row of the reader's own, as long as the model's: what it lacks is 0. */
export const ownNumbers = computed((): readonly number[] | null => {
  const own = ownRow.value;
  return own && Array.from({ length: rowLength(model.value) }, (_, i) => own[i] ?? 0);
});

/** The row that is looked at; null where there is none. */
const features = computed((): Float64Array | null => {
  if (ownNumbers.value !== null) return Float64Array.from(ownNumbers.value);
  const training = shown.value?.training;
  if (training === undefined) return null;
  const n = Math.min(row.value, training.length - 1);
  return training.rows.subarray(n * training.features, (n + 1) * training.features);
});

/** The numbers of the row that is looked at, to four digits: where a reader's own begin. */
export function presentRow(): number[] {
  const now = features.peek() ?? new Float64Array(rowLength(model.peek()));
  return Array.from(now, (value) => Number(value.toFixed(4)));
}

/** What comes out for the row that is looked at, or why that is not known; null where there is no row. */
export const outcomes = computed((): { readonly found: Outcomes | null } | { readonly fault: string } | null => {
  if (features.value === null) return null;
  try {
    return { found: outcomesOf(model.value, features.value) };
  } catch (error) {
    return { fault: messageOf(error) };
  }
});

/** Its label in the training data; null for a row of the reader's own. */
export const trueLabel = computed((): number | null => {
  const training = shown.value?.training;
  if (training === undefined || ownNumbers.value !== null) return null;
  return training.labels[Math.min(row.value, training.length - 1)];
});

/** The gate's present angle in radians; null where it has none, or none that is known. */
export function presentValue({ operation, processor }: PlacedGate): number | null {
  if (operation.kind !== 'gate' || operation.angle === null) return null;
  const own = features.value && ownFeatures(model.value, processor, features.value);
  return angleValue(operation.angle, model.value.parameters, own);
}

/** The gate in words. */
export function wordsOf({ operation, processor }: PlacedGate) {
  const { name } = model.value.network.processors[processor];
  return gateWords(operation, name, ownFeatures(model.value, processor, columns.value));
}

/** The gate in one line, for readers of the screen. */
export function labelOf(gate: PlacedGate): string {
  const { name, condition, angle } = wordsOf(gate);
  return [name, condition, angle && `angle ${angle}`].filter(Boolean).join(', ');
}
