import { computed, signal } from '@preact/signals';
import { classifier } from '../../../models/classifier.js';
import type { Model } from '../../../models/model-types.js';
import { qcnn } from '../../../models/qcnn.js';
import { bellNetwork } from '../../../network/bell-network.js';
import { shown } from '../../shown.js';
import { makeOf } from '../make.js';
import { layOut, type PlacedGate } from './layout.js';
import { layOutNetwork } from './network-layout.js';
import { angleValue, gateWords, ownFeatures } from './words.js';

/** How many layers of a long row are drawn while it is folded. */
export const FOLDED = 2;

/** Whether all layers are drawn. */
export const unfolded = signal(false);

/** Which training row gives the data angles their values, from 0. */
export const row = signal(0);

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

/** The training row that is looked at; null where there is no data. */
const features = computed(() => {
  const training = shown.value?.training;
  if (training === undefined) return null;
  const n = Math.min(row.value, training.length - 1);
  return training.rows.subarray(n * training.features, (n + 1) * training.features);
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
