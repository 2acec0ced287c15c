import { cornersNote, DEEP_RULE } from '../choice.js';
import { type Experiment, joined, PAPER } from '../experiment.js';
import {
  cellsOfPopulation,
  cellsOnA,
  coinKinds,
  depthKinds,
  depthSizes,
  type LayersCell,
  type LayersSize,
  layersSizes,
  tableFindings,
} from '../layers.js';

interface Size extends LayersSize {
  readonly depths: readonly number[];
  /** Data sets of the population on which the table is repeated, one training a cell each. */
  readonly dataSets: number;
}

/** Table S4: accuracy by depth and number of ebits, in numbers, with the population. */
export const tableS4Experiment: Experiment<Size, LayersCell> = {
  name: 'table-s4',
  part: PAPER,
  number: 'Table S4',
  title: 'Accuracies by depth',
  about: 'The numbers of Fig. 4d, and the same over a population of data sets, with coins in place of the ebits too.',
  sizes: joined(joined(layersSizes, depthSizes), {
    full: { dataSets: 8 },
    quick: { dataSets: 2 },
    tiny: { dataSets: 1 },
  }),
  cells(size, known) {
    const kinds = [...depthKinds(size.depths), ...coinKinds(size.depths)];
    return [...cellsOnA(size, kinds, known), ...cellsOfPopulation(size, kinds, size.dataSets)];
  },
  show(cells, size) {
    const findings = tableFindings(cells, size);
    const note = cornersNote(size);
    return { ...findings, words: [DEEP_RULE, ...findings.words, note], remarks: [note] };
  },
};
