// What a program knows of the table that its model is for: columns, what becomes of them, scale, words of the labels.

import type { ColumnPreparation } from '../data/column-writer.js';
import { type Classes, classWords } from '../data/labels.js';

import type { Model } from '../models/model-types.js';
import { pythonList, pythonNumber, pythonNumbers, pythonText } from './python.js';

/** The words of the labels; where a model was not trained on a table, they have no names of their own. */
export function tableClasses({ columns, classes }: Model): Classes {
  if (columns !== null && columns.label !== null) return columns.label;
  if (classes === 2) return { positive: '1', negative: '-1' };
  return { classes: Array.from({ length: classes }, (_, c) => `${c}`) };
}

function preparationText(how: ColumnPreparation): string {
  const categories = how.kind === 'number' ? [] : how.categories.map(pythonText);
  const median = how.kind === 'onehot' || how.median === null ? 'None' : pythonNumber(how.median);
  return `${pythonText(how.column)}: (${pythonText(how.kind)}, ${pythonList(categories)}, ${median})`;
}

/** COLUMNS, PREPARATION, MISSING, MINIMUM, MAXIMUM and LABELS of a program. */
export function tableLists(model: Model): string {
  const { columns, preparation, scale, network } = model;
  const names = columns === null ? null : network.processors.flatMap(({ name }) => columns.features[name]);
  const prepared = (preparation?.columns ?? []).map((how) => `    ${preparationText(how)},\n`).join('');
  const missing = preparation?.missing ?? null;
  return [
    names === null
      ? '# The model was trained without a table: a table is to have its features as columns, in their order.\nCOLUMNS = None\n'
      : `# The columns of the processors, one after another.\nCOLUMNS = ${pythonList(names.map(pythonText))}\n`,
    '# What becomes of columns that are not just numbers: kind, categories, what stands in for a missing value.\n',
    prepared === '' ? 'PREPARATION = {}\n' : `PREPARATION = {\n${prepared}}\n`,
    `MISSING = ${missing === null ? 'None  # a missing value is refused' : pythonText(missing)}\n`,
    scale === null
      ? '# Features are taken as they are, as angles in radians.\nMINIMUM = MAXIMUM = None\n'
      : `# The extent of every feature over the training rows.\nMINIMUM = np.array(${pythonNumbers(scale.minimum)})\n` +
        `MAXIMUM = np.array(${pythonNumbers(scale.maximum)})\n`,
    model.classes === 2 ? '# The words for E > 0 and E < 0.\n' : '# The words for the classes.\n',
    `LABELS = ${pythonList(classWords(tableClasses(model)).map(pythonText))}\n`,
  ].join('');
}
