import { cornersNote } from '../choice.js';
import { type Experiment, joined, PAPER } from '../experiment.js';
import {
  cellsOfPopulation,
  cellsOnA,
  coinNetworks,
  ebitNetworks,
  type LayersCell,
  type LayersSize,
  layersSizes,
  mixingCoinKinds,
  mixingGains,
  mixingKinds,
  mixingVerdicts,
  tableFindings,
} from '../layers.js';
import { where } from '../measured.js';

interface Size extends LayersSize {
  /** Fewer than of Table S4: mixing layers make a training with several ebits longer. */
  readonly dataSets: number;
}

/** Table S5: mixing in numbers, with the population. */
export const tableS5Experiment: Experiment<Size, LayersCell> = {
  name: 'table-s5',
  part: PAPER,
  number: 'Table S5',
  title: 'Accuracies with mixing layers',
  about: 'The numbers of Fig. 4e, and the same over a population of data sets, with coins in place of the ebits too.',
  sizes: joined(layersSizes, { full: { dataSets: 8 }, quick: { dataSets: 1 }, tiny: { dataSets: 1 } }),
  cells: (size, known) => [
    ...cellsOnA(size, [...mixingKinds(), ...mixingCoinKinds()], known),
    ...cellsOfPopulation(size, [...mixingKinds(), ...mixingCoinKinds()], size.dataSets),
  ],
  show(cells, size) {
    const findings = tableFindings(cells, size);
    const ofAll = where(cells, { on: 'population' });
    const overall = `Over the population, without to with mixing: ${mixingGains(ofAll, [...ebitNetworks, ...coinNetworks])}. ${mixingVerdicts(ofAll, 'data sets')}`;
    return { ...findings, words: [...findings.words, overall], remarks: [cornersNote(size)] };
  },
};
