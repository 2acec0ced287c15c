import { modelToJSON } from '../../models/model-file.js';
import { csvText } from '../../report/csv-text.js';
import { drawPlot } from '../plot.js';
import { atShots, SHOTS } from './at-shots.js';
import { type BaseRates, baseRatesOf, type RaceData } from './data.js';
import { type RaceChartInput, raceChart } from './race-charts.js';
import { type Run, runModel } from './run.js';
import { runDetails, runName } from './settings.js';

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
  const model = runModel(run.settings, source).withParameters(run.parameters as Float64Array);
  save(
    `${runName(run.settings).toLowerCase().replaceAll(' ', '-')}.json`,
    JSON.stringify(modelToJSON(model)),
    'application/json',
  );
}

/**
 * Returns the courses of all runs as a table: a row an iteration, with accuracies where they were found, and beside them
 * what always giving the label of the larger class reaches. Of a run that is done the last row has the accuracy at some
 * shots too.
 */
export function coursesAsCsv(runs: readonly Run[], baseRates: BaseRates): string {
  return csvText(
    runs.flatMap((run, place) => {
      const { settings, course } = run;
      const { training, validation } = baseRates;
      const evaluated = new Map(course.evaluations.map((one) => [one.iteration, one]));
      const row = (iteration: number, loss: number | null) => {
        const scores = evaluated.get(iteration);
        const hasValidation = scores !== undefined && scores.validationAccuracy !== null;
        return {
          run: place + 1,
          name: runName(settings),
          settings: runDetails(settings),
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
          [`accuracy_at_${SHOTS}_shots`]: iteration === run.iteration ? (atShots(run)?.found.accuracy ?? null) : null,
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
const WIDTH = 720;
const HEIGHT = 400;
/** Of a line of the legend. */
const LINE = 18;

/** Returns a chart as a picture of its own, on white, below the names of its lines. */
function chartAsSvg(input: RaceChartInput): string {
  const top = 16 + LINE * input.runs.length;
  const root = element('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT + top}`, width: WIDTH, height: HEIGHT + top });
  root.append(element('rect', { width: WIDTH, height: HEIGHT + top, fill: '#ffffff' }));
  input.runs.forEach(({ settings }, i) => {
    const { colour, dash, width } = input.styles[i];
    const y = 16 + LINE * i;
    const line = { x1: 48, x2: 76, y1: y, y2: y, stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash };
    const text = element('text', { x: 84, y, dy: '0.32em' });
    text.textContent = `${runName(settings)}: ${runDetails(settings)}`;
    root.append(element('line', line), text);
  });
  const picture = drawPlot({ ...raceChart(input), width: WIDTH, height: HEIGHT });
  picture.setAttribute('y', String(top));
  root.append(picture);
  // As attributes, which every reader of SVG knows: the page's style sheet does not come along.
  const looks = { color: '#1b1f26', fill: 'currentColor', 'font-family': FONTS, 'font-size': '12px' };
  for (const [name, value] of Object.entries(looks)) {
    root.setAttribute(name, value);
    // Plot writes its own ones.
    picture.setAttribute(name, value);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}`;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Saves a chart as a picture. */
export function saveChart(input: RaceChartInput): void {
  save(`ebit-race-${input.measure}.svg`, chartAsSvg(input), 'image/svg+xml');
}
