import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { colourScale } from './colours.js';
import { spread } from './spread.js';

/** The accuracies of one run on one set, measured along the way. */
export interface Course {
  readonly iterations: readonly number[];
  readonly accuracies: readonly number[];
}

/** Runs that differ by chance alone; drawn as their mean, with a band of one standard deviation. */
export interface Curve {
  /** Curves of one name have one colour in all panels. */
  readonly name: string;
  readonly training: readonly Course[];
  /** Empty where there is no validation set. */
  readonly validation: readonly Course[];
}

/** One task: its curves share an axis. */
export interface Panel {
  readonly name: string;
  readonly curves: readonly Curve[];
}

const FONTS = 'Helvetica, Arial, DejaVu Sans, Liberation Sans, sans-serif';

/** Of a line of letters, as a share of the range of the accuracies. */
const LABEL_HEIGHT = 0.055;

interface Point {
  readonly panel: string;
  readonly name: string;
  readonly set: 'training' | 'validation';
  readonly iteration: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Mean and band after each number of iterations that all runs have reached. */
function points(panel: string, name: string, set: Point['set'], courses: readonly Course[]): Point[] {
  if (courses.length === 0) return [];
  const length = Math.min(...courses.map((course) => course.iterations.length));
  return courses[0].iterations.slice(0, length).map((iteration, i) => {
    const { mean, deviation } = spread(courses.map((course) => 100 * course.accuracies[i]));
    return { panel, name, set, iteration, mean, low: mean - (deviation ?? 0), high: mean + (deviation ?? 0) };
  });
}

/** The ends of a panel's lines with their names, moved apart as far as letters need. */
function endLabels(main: readonly Point[], panel: string): Point[] {
  const range = Math.max(...main.map(({ high }) => high)) - Math.min(...main.map(({ low }) => low));
  const last = new Map(main.filter((point) => point.panel === panel).map((point) => [point.name, point]));
  let floor = Number.NEGATIVE_INFINITY;
  return [...last.values()]
    .sort((a, b) => a.mean - b.mean)
    .map((point) => {
      const mean = Math.max(point.mean, floor);
      floor = mean + range * LABEL_HEIGHT;
      return { ...point, mean };
    });
}

/**
 * Draws accuracies over iterations, a panel a task: validation as lines with a band, training as dashes.
 *
 * @param panels - at least one, each with at least one curve
 * @param caption - a line below the picture
 * @returns a whole SVG document on white
 */
export function trainingCurves(panels: readonly Panel[], caption: string): string {
  const all = panels.flatMap(({ name: panel, curves }) =>
    curves.flatMap(({ name, training, validation }) => [
      ...points(panel, name, 'training', training),
      ...points(panel, name, 'validation', validation),
    ]),
  );
  const names = [...new Set(all.map(({ name }) => name))];
  const shown = (set: Point['set']) => all.filter((point) => point.set === set);
  const validated = shown('validation').length > 0;
  const main = shown(validated ? 'validation' : 'training');
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const width = 110 + 370 * panels.length;
  const height = 380;
  const picture = Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginTop: 46,
    marginBottom: 62,
    marginLeft: 48,
    marginRight: 62,
    style: { fontFamily: FONTS, fontSize: '12px' },
    fx: { domain: panels.map(({ name }) => name), label: null, padding: 0.22 },
    x: { label: 'iterations', ticks: 4, nice: true },
    y: { label: 'accuracy (%)', grid: true, nice: true },
    color: colourScale(names),
    marks: [
      Plot.areaY(main, {
        fx: 'panel',
        x: 'iteration',
        y1: 'low',
        y2: 'high',
        z: 'name',
        fill: 'name',
        fillOpacity: 0.18,
      }),
      Plot.line(validated ? shown('training') : [], {
        fx: 'panel',
        x: 'iteration',
        y: 'mean',
        z: 'name',
        stroke: 'name',
        strokeWidth: 1,
        strokeDasharray: '3,3',
      }),
      Plot.line(main, { fx: 'panel', x: 'iteration', y: 'mean', z: 'name', stroke: 'name', strokeWidth: 2 }),
      Plot.text(
        panels.flatMap(({ name }) => endLabels(main, name)),
        {
          fx: 'panel',
          x: 'iteration',
          y: 'mean',
          text: 'name',
          fill: 'name',
          textAnchor: 'start',
          dx: 6,
          fontWeight: 600,
        },
      ),
    ],
  });
  return whole(picture.outerHTML, width, height, caption);
}

/** A file of its own needs the namespace, a background, and its caption inside. */
function whole(svg: string, width: number, height: number, caption: string): string {
  const text = caption.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const inside =
    `<title>${text}</title><rect width="${width}" height="${height}" fill="white"/>` +
    `<text x="12" y="${height - 12}" text-anchor="start" font-size="11" fill="#555555">${text}</text>`;
  return svg
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(/(<svg[^>]*>)/, `<?xml version="1.0" encoding="UTF-8"?>\n$1${inside}`);
}
