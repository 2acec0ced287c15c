import { type Strip, stripsChart } from '../../report/charts.js';
import { cornersNote } from '../choice.js';
import type { Experiment } from '../experiment.js';
import {
  cellsOnA,
  comparisonsOf,
  type LayersCell,
  type LayersSize,
  layersSizes,
  mixingGains,
  mixingKinds,
  mixingVerdicts,
  recordsOf,
} from '../layers.js';
import { accuraciesOf, bellText, ebitCounts, groupsOf, scoresNote, scoresOf } from '../measured.js';
import { bellNames, tableS5 } from '../published-tables.js';

/** Fig. 4e: what mixing layers change. */
export const fig4e: Experiment<LayersSize, LayersCell> = {
  name: 'fig4e',
  title: 'Fig. 4e: mixing layers',
  about:
    'Validation accuracy on the data set that stands for A, with 3 trainable mixing layers before the embedding and 7 ' +
    'conv layers after it, against 10 conv layers.',
  sizes: layersSizes,
  cells: (size, known) => cellsOnA(size, mixingKinds(), known),
  show(cells, size) {
    const strips = [...groupsOf(cells, ({ what }) => what).values()].map((own): Strip => {
      const [{ ebits, mixing, published }] = own;
      return {
        panel: bellText(ebits),
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
        `Without to with mixing: ${mixingGains(cells)}. Published: ${published.join(', ')}.`,
        "Without mixing, both embeddings' phases enter Bell-4's parity only through their product, amplitude by amplitude, " +
          'so the circuit cannot tell which party contributed what. Mixing layers put a trainable unitary between the two ' +
          'embeddings and undo this. Networks with free qubits have no such limit.',
        `On this one data set, by the seed of the start: ${mixingVerdicts(cells, 'seeds')}`,
        scoresNote(scoresOf(cells)),
      ],
      figures: [
        {
          name: 'fig4e',
          caption: 'Validation accuracy with and without mixing: dots are our runs, diamonds the published means.',
          svg: stripsChart({
            caption: `Data set ${cells[0].dataSeed}, standing for A. One dot a run; diamonds: published mean and deviation.`,
            y: { label: 'validation accuracy' },
            strips,
          }),
        },
      ],
      comparisons: comparisonsOf(cells),
      records: recordsOf(cells),
      remarks: [cornersNote(size)],
    };
  },
};
