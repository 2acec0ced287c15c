import { type Classes, classesOf, labelsOf } from '../data/labels.js';
import type { Batch } from './rows/batch.js';

/** The labels of a table that comes in batches: a byte or two a row are kept. */
export interface LabelColumn {
  /** @throws EbitError 'labels' for a label of no known class, with its row */
  add(batch: Batch): void;
  /** All labels as numbers, and what they are called. @throws EbitError 'labels' as `classesOf` */
  end(): { readonly labels: Float64Array; readonly classes: Classes };
}

/** Beyond this many spellings, a column does not hold classes. */
const MOST_SPELLINGS = 65_535;

/**
 * Returns what takes the labels of a table.
 *
 * @param classes - null where they are those that the table itself has
 * @param positive - the label that then means +1
 */
export function labelColumn(classes: Classes | null, positive: string | undefined): LabelColumn {
  return classes === null ? foundLabels(positive) : knownLabels(classes);
}

function knownLabels(classes: Classes): LabelColumn {
  const parts: Int8Array[] = [];
  return {
    add({ labels, dropped, first, count }) {
      const left = new Set(dropped);
      const kept = dropped.length === 0 ? null : Array.from({ length: count }, (_, i) => i).filter((i) => !left.has(i));
      parts.push(Int8Array.from(labelsOf(labels ?? [], classes, (i) => first + (kept === null ? i : kept[i]))));
    },
    end: () => ({ labels: joinedLabels(parts, (label) => label), classes }),
  };
}

function foundLabels(positive: string | undefined): LabelColumn {
  const spellings = new Map<string, number>();
  const parts: Uint16Array[] = [];
  return {
    add({ labels }) {
      const codes = Uint16Array.from(labels ?? [], (word) => {
        const known = spellings.get(word);
        if (known !== undefined) return known;
        spellings.set(word, spellings.size);
        return spellings.size - 1;
      });
      // The refusal of so many says what there may be.
      if (spellings.size > MOST_SPELLINGS) classesOf([...spellings.keys()], positive);
      parts.push(codes);
    },
    end() {
      const words = [...spellings.keys()];
      const classes = classesOf(words, positive);
      const numbers = labelsOf(words, classes);
      return { labels: joinedLabels(parts, (code) => numbers[code]), classes };
    },
  };
}

function joinedLabels(parts: readonly (Int8Array | Uint16Array)[], labelOf: (code: number) => number): Float64Array {
  const labels = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) for (const code of part) labels[at++] = labelOf(code);
  return labels;
}
