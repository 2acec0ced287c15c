import { join } from 'node:path';
import type { FitResult } from '../training/training-run.js';
import type { Terminal } from './terminal.js';
import { writePicture } from './write-picture.js';

/** The fits that are drawn in one panel: each curve is the mean of some fits. */
export interface FittedPanel {
  readonly name: string;
  readonly curves: readonly { readonly name: string; readonly results: readonly FitResult[] }[];
}

/**
 * Draws the accuracies of fits into a folder, as curves.svg and curves.png.
 *
 * @returns the paths of both
 * @throws EbitError 'disk' or 'file' if they cannot be written
 */
export async function writeCurves(
  terminal: Terminal,
  folder: string,
  panels: readonly FittedPanel[],
): Promise<{ svg: string; png: string }> {
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { trainingCurves } = await import('../report/training-curves.js');
  const drawn = panels.map(({ name, curves }) => ({
    name,
    curves: curves.map(({ name: curve, results }) => ({
      name: curve,
      training: results.map(({ history }) => course(history.evaluatedAt, history.trainingAccuracy)),
      validation: results.flatMap(({ history: { evaluatedAt, validationAccuracy } }) =>
        validationAccuracy === null ? [] : [course(evaluatedAt, validationAccuracy)],
      ),
    })),
  }));
  const runs = panels[0].curves[0].results.length;
  const validated = drawn.every(({ curves }) => curves.every(({ validation }) => validation.length > 0));
  const caption =
    `${validated ? 'Solid: validation; dashed: training.' : 'On the training rows.'} ` +
    `${runs === 1 ? 'One run.' : `Mean of ${runs} runs; band: one standard deviation.`}`;
  const picture = trainingCurves(drawn, caption);
  const paths = { svg: join(folder, 'curves.svg'), png: join(folder, 'curves.png') };
  await writePicture(terminal, paths.svg, picture);
  await writePicture(terminal, paths.png, picture);
  return paths;
}

function course(iterations: Float64Array, accuracies: Float64Array) {
  return { iterations: Array.from(iterations), accuracies: Array.from(accuracies) };
}
