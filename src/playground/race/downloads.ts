import { h, render } from 'preact';
import { modelToJSON } from '../../models/model-file.js';
import { csvText } from '../../report/csv-text.js';
import { type ChartLook, ChartPicture } from './chart-picture.js';
import { type BaseRates, baseRatesOf, type RaceData } from './data.js';
import { entrantNames, entrantsOf, seedsText } from './entrants.js';
import { judgementOf } from './judging.js';
import { publishedMarks, type RaceChartInput, raceChart } from './race-charts.js';
import { modelAt, type Run } from './run.js';
import { learningDetails, runDetails, runName } from './settings.js';

/** Hands a text to the reader as a file. */
export function save(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then, and needs the address no more.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Saves a run's model as it is now, in the form that `ebit predict` reads. */
export function saveModel(run: Run, source: RaceData): void {
  save(
    run.file?.name ?? `${runName(run.settings).toLowerCase().replaceAll(' ', '-')}.json`,
    JSON.stringify(modelToJSON(modelAt(run, source))),
    'application/json',
  );
}

/** The number of shots of the table's last column. */
const SHOTS = 100;

/**
 * Returns the courses of all runs as a table: a row an iteration, with accuracies where they were found, and beside them
 * what always giving the label of the larger class reaches. Of a run that is done the last row has the accuracy at some
 * shots too.
 */
export function coursesAsCsv(runs: readonly Run[], baseRates: BaseRates): string {
  return csvText(
    runs.flatMap((run, place) => {
      const { settings, course, file } = run;
      const { training, validation } = baseRates;
      const evaluated = new Map(course.evaluations.map((one) => [one.iteration, one]));
      const row = (iteration: number, loss: number | null) => {
        const scores = evaluated.get(iteration);
        const hasValidation = scores !== undefined && scores.validationAccuracy !== null;
        return {
          run: place + 1,
          name: file?.name ?? runName(settings),
          settings: file === null ? runDetails(settings) : 'from file',
          iteration,
          minibatch_loss: loss,
          training_accuracy: scores?.trainingAccuracy ?? null,
          training_balanced_accuracy: scores?.trainingBalanced ?? null,
          training_base_rate: scores === undefined ? null : training,
          training_loss: scores?.trainingLoss ?? null,
          validation_accuracy: scores?.validationAccuracy ?? null,
          validation_balanced_accuracy: scores?.validationBalanced ?? null,
          validation_base_rate: hasValidation ? validation : null,
          validation_loss: scores?.validationLoss ?? null,
          [`accuracy_at_${SHOTS}_shots`]:
            iteration === run.iteration ? (judgementOf(run)?.atShots[SHOTS].found.accuracy ?? null) : null,
        };
      };
      return [row(0, null), ...course.losses.map((loss, i) => row(i + 1, loss))];
    }),
  );
}

/** Saves {@link coursesAsCsv}. */
export function saveCourses(runs: readonly Run[], source: RaceData): void {
  save('ebit-race.csv', coursesAsCsv(runs, baseRatesOf(source)), 'text/csv');
}

const FONTS = 'Helvetica, Arial, DejaVu Sans, Liberation Sans, sans-serif';

/** On white, whatever the page is: the file knows nothing of its style sheet. */
const onWhite: ChartLook = {
  width: 720,
  height: 400,
  ink: '#1b1f26',
  muted: '#565e6a',
  grid: '#d5dae1',
  ground: '#ffffff',
};

/** Of a line below the chart. */
const LINE = 18;

/** What each line is, and what the marks are: the file stands alone. */
function notesOf({ runs, measure, data }: RaceChartInput): readonly string[] {
  const entrants = entrantsOf(runs);
  const names = entrantNames(entrants);
  const lines = entrants.map((entrant, i) =>
    entrant.runs[0].file === null
      ? `${names[i]}: ${learningDetails(entrant.settings)}, ${seedsText(entrant)}`
      : `${names[i]}: from file`,
  );
  const isBand = entrants.some(({ runs: own }) => own.length > 1);
  const marks = measure === 'accuracy' ? publishedMarks(runs, data) : [];
  return [
    ...lines,
    ...(isBand ? ['Thick: the mean over the seeds; band: from the least to the greatest; thin: each seed.'] : []),
    ...marks.map(({ title }) => `◇ ${title}`),
  ];
}

/** Returns a chart as a picture of its own. */
function chartAsSvg(input: RaceChartInput): string {
  const box = document.createElement('div');
  render(h(ChartPicture, { input: raceChart({ ...input, isDark: false }), look: onWhite }), box);
  const picture = box.querySelector('svg') as SVGSVGElement;
  picture.removeAttribute('aria-hidden');
  picture.setAttribute('font-family', FONTS);
  const notes = notesOf(input);
  const height = onWhite.height + LINE * notes.length + 8;
  picture.setAttribute('height', String(height));
  picture.setAttribute('viewBox', `0 0 ${onWhite.width} ${height}`);
  picture.querySelector('rect')?.setAttribute('height', String(height));
  notes.forEach((note, i) => {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    const place = { x: 2, y: onWhite.height + LINE * (i + 1) - 4, fill: onWhite.muted };
    for (const [key, value] of Object.entries(place)) text.setAttribute(key, String(value));
    text.textContent = note;
    picture.append(text);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}`;
}

/** Saves a chart as a picture. */
export function saveChart(input: Omit<RaceChartInput, 'isDark'>): void {
  save(`ebit-race-${input.measure}.svg`, chartAsSvg({ ...input, isDark: false }), 'image/svg+xml');
}
