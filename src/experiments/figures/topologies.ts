import { plural } from '../../plural.js';
import { type ChartRule, type Strip, stripsChart } from '../../report/charts.js';
import { verdictOf } from '../../report/verdict.js';
import { meanOf } from '../../statistics.js';
import type { PartialData } from '../../tasks/data-settings.js';
import type { EvaluationTask } from '../../tasks/evaluation-task.js';
import { fitTask } from '../../tasks/fit-task.js';
import { type Experiment, type Known, type Measured, NEXT_STEPS, type Scale } from '../experiment.js';
import { differencesOf, groupsOf, present, seedsTo } from '../measured.js';
import { picture } from '../picture.js';
import { intervalOf, meanText } from '../resources.js';
import { evaluatedCells } from '../trainings.js';

/** Four parties, A to D; each letter pair is an edge. Of `complete` there is no choice: it takes six. */
const SHAPES = {
  nothing: [],
  line: ['AB', 'BC', 'CD'],
  star: ['AB', 'AC', 'AD'],
  triangle: ['AB', 'BC', 'AC'],
  ring: ['AB', 'BC', 'CD', 'AD'],
  'triangle + 1': ['AB', 'BC', 'AC', 'AD'],
  'two doubles': ['AB', 'AB', 'CD', 'CD'],
  complete: ['AB', 'AC', 'AD', 'BC', 'BD', 'CD'],
} as const;
type Shape = keyof typeof SHAPES;
const shapes = Object.keys(SHAPES) as Shape[];

const PARTIES = 4;
/** Of a party: as many ends as a complete network gives it. */
const QUBITS = 3;

/** What is learned, by the name that the numbers use, and the accuracy that the fewest shots are asked for. */
const TASKS = {
  clusters: { text: 'clusters', rows: 'validation', target: 0.6 },
  ring: { text: 'parity of CHSH pairs around a ring', rows: 'training', target: 0.75 },
} as const;
type TaskName = keyof typeof TASKS;
const taskNames = Object.keys(TASKS) as TaskName[];

interface Size {
  readonly iterations: number;
  readonly depth: number;
  /** Data sets of the clusters, starts of the ring. */
  readonly seeds: number;
  /** Numbers of shots at prediction, ascending. */
  readonly shots: readonly number[];
}

interface ShapeCell {
  readonly data: TaskName;
  readonly shape: Shape;
  readonly kind: 'ebits' | 'coins';
  readonly seed: number;
  readonly task: EvaluationTask;
}

type Cells = readonly Measured<ShapeCell>[];

function networkOf(shape: Shape, kind: ShapeCell['kind']) {
  const taken = new Map<string, number>();
  const place = (party: string) => {
    const qubit = taken.get(party) ?? 0;
    taken.set(party, qubit + 1);
    return `${party}.${qubit}`;
  };
  const pairs = SHAPES[shape].map(([a, b]) => ({ between: [place(a), place(b)] as [string, string] }));
  return { qubits: QUBITS, ebits: kind === 'ebits' ? pairs : [], coins: kind === 'coins' ? pairs : [] };
}

function dataOf(data: TaskName, seed: number, { choices }: Scale): PartialData {
  return data === 'ring'
    ? { kind: 'chsh-ring', parties: PARTIES }
    : { kind: 'clusters', parties: PARTIES, dimension: QUBITS * PARTIES, seed, corners: choices.corners };
}

function cellsOf(size: Size & Scale, known: Known): ShapeCell[] {
  const { iterations, depth, choices } = size;
  const trainings = taskNames.flatMap((data) =>
    shapes.flatMap((shape) =>
      (shape === 'nothing' ? (['ebits'] as const) : (['ebits', 'coins'] as const)).flatMap((kind) =>
        seedsTo(size.seeds).map((seed) => {
          const { learningRate, beta2 } = choices;
          const task = fitTask({
            data: dataOf(data, seed, size),
            network: networkOf(shape, kind),
            model: { depth, weights: 'parity' },
            training: { iterations, evaluateEvery: iterations, learningRate, beta2, loss: 'mse', seed },
          });
          return { data, shape, kind, seed, task };
        }),
      ),
    ),
  );
  return evaluatedCells(trainings, known, ({ data, seed }) => ({
    rows: TASKS[data].rows,
    shots: size.shots,
    seed,
    approximate: true,
  }));
}

interface Entry {
  readonly shape: Shape;
  readonly kind: ShapeCell['kind'];
  readonly accuracies: readonly number[];
  readonly fewest: number | null;
}

function entriesOf(cells: Cells, data: TaskName, shots: Size['shots']): Entry[] {
  const own = cells.filter((cell) => cell.data === data);
  return [...groupsOf(own, ({ shape, kind }) => `${shape} ${kind}`).values()].map((group) => {
    const at = (i: number) => group.map(({ outcome }) => present(outcome.shots[i], 'accuracy at some shots'));
    return {
      shape: group[0].shape,
      kind: group[0].kind,
      accuracies: group.map(({ outcome }) => outcome.score.accuracy),
      fewest: shots.find((_, i) => meanOf(at(i)) >= TASKS[data].target) ?? null,
    };
  });
}

function fewestText({ shape, fewest }: Entry): string {
  return fewest === null ? 'not reached' : `${fewest} shots, ${fewest * SHAPES[shape].length} pairs`;
}

/** Which shape of so many ebits is best, against the second and against coins on the same edges. */
function bestWords(entries: readonly Entry[], count: number): string {
  const sorted = entries
    .filter(({ kind, shape }) => kind === 'ebits' && SHAPES[shape].length === count)
    .sort((a, b) => meanOf(b.accuracies) - meanOf(a.accuracies));
  const [best, second] = sorted;
  const coins = present(
    entries.find(({ kind, shape }) => kind === 'coins' && shape === best.shape),
    'coins',
  );
  const against = (name: string, { accuracies }: Entry) =>
    verdictOf({
      first: `the ${best.shape} of ebits`,
      second: name,
      differences: differencesOf(best.accuracies, accuracies),
      over: 'seeds',
    }).sentence;
  return (
    `Of ${count} ebits ${best.shape} has the largest mean accuracy, ${meanText(meanOf(best.accuracies), intervalOf(best.accuracies))} ` +
    `(fewest: ${fewestText(best)}). ${against(`the ${second.shape} of ebits, the next`, second)} ` +
    against('coins on the same edges', coins)
  );
}

/** Beyond the figures: where a number of ebits does most. */
export const topologies: Experiment<Size, ShapeCell> = {
  name: 'topologies',
  part: NEXT_STEPS,
  title: 'Many parties: which topology, for a number of ebits?',
  about:
    'Four parties of three qubits, parity weights: three ebits as a line, a star or a triangle that leaves D alone, four ' +
    'as a ring, as a triangle with one more, or as two double pairs; nothing, and a complete network of six, beside them; and coins on the same edges. Clusters dealt to four ' +
    'parties (validation rows), and the parity of CHSH pairs around a ring (all rows, several starts). The best of several is ' +
    'chosen by the very means that are shown, which favours it.',
  sizes: {
    full: { iterations: 600, depth: 6, seeds: 5, shots: [10, 30, 100, 300, 1000, 3000, 10_000] },
    quick: { iterations: 200, depth: 4, seeds: 1, shots: [10, 100, 1000, 10_000] },
    tiny: { iterations: 1, depth: 1, seeds: 1, shots: [10] },
  },
  cells: cellsOf,
  show(cells, size) {
    const found = taskNames.map((data) => ({ data, entries: entriesOf(cells, data, size.shots) }));
    return {
      words: found.flatMap(({ data, entries }) =>
        [3, 4].map((count) => `${TASKS[data].text}: ${bestWords(entries, count)}`),
      ),
      tables: found.map(({ data, entries }) => ({
        caption:
          `Mean accuracy on the ${TASKS[data].text} over ${plural(size.seeds, 'seed')}, and the fewest of ${size.shots.join(', ')} ` +
          `shots at which it is ${100 * TASKS[data].target} %, with the pairs or coins that these use up.`,
        head: ['', '', 'edges', 'accuracy', 'fewest'],
        rows: entries.map((entry) => [
          entry.shape,
          entry.shape === 'nothing' ? '' : entry.kind,
          SHAPES[entry.shape].length,
          meanText(meanOf(entry.accuracies), intervalOf(entry.accuracies)),
          fewestText(entry),
        ]),
      })),
      figures: found.map(({ data, entries }) =>
        picture(
          {
            name: `topologies-${data}`,
            caption: `Accuracy on the ${TASKS[data].text} by topology, of ebits and of coins on the same edges, a dot a seed. Dotted: the mean of nothing shared.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'accuracy' },
              strips: entries
                .filter(({ shape }) => shape !== 'nothing')
                .map(({ shape, kind, accuracies }): Strip => ({ panel: shape, group: kind, values: accuracies })),
              rules: entries
                .filter(({ shape }) => shape === 'nothing')
                .map(({ accuracies }): ChartRule => ({ axis: 'y', at: meanOf(accuracies), text: 'nothing' })),
            }),
        ),
      ),
      records: cells.flatMap(({ data, shape, kind, seed, outcome }) => {
        const labels = { data, shape, kind: shape === 'nothing' ? null : kind, pairs: SHAPES[shape].length, seed };
        const { accuracy, balancedAccuracy, baseRate } = outcome.score;
        return [
          { ...labels, shots: null, value: accuracy, balancedAccuracy, baseRate },
          ...size.shots.map((shots, i) => ({
            ...labels,
            shots,
            value: present(outcome.shots[i], `accuracy at ${plural(shots, 'shot')}`),
            balancedAccuracy: null,
            baseRate: null,
          })),
        ];
      }),
    };
  },
};
