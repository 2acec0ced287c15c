// Models and data in a few words, for people.
import type { Model } from '../models/model-types.js';
import { plural } from '../plural.js';
import type { LearningTask } from '../tasks/make.js';

/** `zz embedding (ring), qcnn of depth 20, free weights`. */
export function modelText({ classes, spec: { embedding, mixing, circuit, weights } }: Model): string {
  const parts = [
    mixing.layers === 0 ? '' : plural(mixing.layers, 'mixing layer'),
    embedding.kind === 'zz' ? `zz embedding (${embedding.pairs})` : `${embedding.kind} embedding`,
    circuit.kind === 'qcnn' ? `qcnn of depth ${circuit.depth}` : 'custom circuit',
    `${weights} weights`,
    classes === 2 ? '' : `${classes} classes`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `264 angles and 4 weights`. */
export function parametersText({ angles, weightCount }: Model): string {
  return `${plural(angles, 'angle')} and ${plural(weightCount, 'weight')}`;
}

/** `3072 rows to train on, 1024 to validate on`, and how many are kept for the last measurement. */
export function rowsText({
  training,
  validation,
  test,
}: Pick<LearningTask, 'training' | 'validation' | 'test'>): string {
  const kept = test == null ? '' : `, ${test.length} to test on`;
  return `${training.length} rows to train on, ${validation === null ? 'none' : validation.length} to validate on${kept}`;
}

/** The columns of a table by processor: `A: mean_radius, mean_texture`. */
export function columnLines({ columns }: Model): string[] {
  if (columns === null) return [];
  return Object.entries(columns.features).map(([name, own]) => `${name}: ${own.join(', ')}`);
}
