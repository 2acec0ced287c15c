import { type Strip, stripsChart } from '../../report/charts.js';
import { cornersNote } from '../choice.js';
import { type Experiment, PAPER } from '../experiment.js';
import {
  accuraciesAt,
  cellsOnA,
  coinNetworks,
  coinVerdicts,
  comparisonsOf,
  ebitNetworks,
  type LayersCell,
  type LayersSize,
  layersSizes,
  MIXED_DEPTH,
  MIXING,
  mixingCoinKinds,
  mixingGains,
  mixingKinds,
  mixingVerdicts,
  PLAIN_DEPTH,
  recordsOf,
} from '../layers.js';
import {
  accuraciesOf,
  bellText,
  coinCounts,
  ebitCounts,
  groupsOf,
  scoresNote,
  scoresOf,
  sharedText,
} from '../measured.js';
import { picture } from '../picture.js';
import { bellNames, tableS5 } from '../published-tables.js';

/** Fig. 4e: what mixing layers change. */
export const fig4e: Experiment<LayersSize, LayersCell> = {
  name: 'fig4e',
  part: PAPER,
  number: 'Fig. 4e',
  title: 'Mixing layers',
  about:
    'Three trainable mixing layers before the embedding and seven conv layers after it, against ten conv layers: as many in ' +
    'all. As many coins in place of the ebits stand beside them, which the paper has not.',
  sizes: layersSizes,
  cells: (size, known) => cellsOnA(size, [...mixingKinds(), ...mixingCoinKinds()], known),
  show(cells, size) {
    const strips = [...groupsOf(cells, ({ what }) => what).values()].map((own): Strip => {
      const [{ mixing, published }] = own;
      return {
        panel: sharedText(own[0]),
        group: mixing > 0 ? 'mixing' : 'none',
        values: accuraciesOf(own),
        ...(published === null ? {} : { published }),
      };
    });
    const published = ebitCounts.map((n) => {
      const { noMixing, mixing } = tableS5[bellNames[n]];
      return `${bellText(n)} ${noMixing.mean} to ${mixing.mean}`;
    });
    return {
      words: [
        `Without to with mixing: ${mixingGains(cells, ebitNetworks)}. Published: ${published.join(', ')}. Coins in place of ` +
          `the ebits: ${mixingGains(cells, coinNetworks)}.`,
        "Without mixing, both embeddings' phases enter Bell-4's parity only through their product, amplitude by amplitude, " +
          'so the circuit cannot tell which party contributed what. Mixing layers put a trainable unitary between the two ' +
          'embeddings and undo this. Networks with free qubits have no such limit.',
        `On this one data set, by the seed of the start: ${mixingVerdicts(cells, 'seeds')}`,
        `With mixing layers, beside as many coins: ${coinVerdicts((shared) => accuraciesAt(cells, shared, MIXED_DEPTH, MIXING), coinCounts, 'seeds')}`,
        scoresNote(scoresOf(cells)),
      ],
      figures: [
        picture(
          {
            name: 'fig4e',
            number: 'Fig. 4e',
            caption: `Validation accuracy on data set ${cells[0].dataSeed}, which stands for A, with ${MIXING} mixing and ${MIXED_DEPTH} conv layers and with ${PLAIN_DEPTH} conv layers alone: a dot a run, ${size.runs} runs of each kind, open dots with coins. Diamonds: published means of five runs with their standard deviations.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'validation accuracy' },
              strips,
            }),
        ),
      ],
      comparisons: comparisonsOf(cells),
      records: recordsOf(cells),
      remarks: [cornersNote(size)],
    };
  },
};
