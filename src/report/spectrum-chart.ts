import { linesChart } from './charts.js';

/** The singular values of one Fisher matrix. */
export interface Spectrum {
  readonly name: string;
  readonly panel?: string;
  /** Descending. */
  readonly singularValues: ArrayLike<number>;
}

/** Where values are drawn that are zero, which a logarithmic axis does not have. */
const BOTTOM = 1e-18;

/**
 * Draws spectra, each divided by its largest value, on a logarithmic axis: where the rank ends the line falls.
 *
 * @param tolerance - below it, as a part of the largest, a value counts as zero
 */
export function spectrumChart(spectra: readonly Spectrum[], tolerance: number, caption: string): string {
  return linesChart({
    caption,
    x: { label: 'number of the singular value' },
    y: { label: 'singular value / largest', log: true },
    series: spectra.map(({ singularValues, ...line }) => ({
      ...line,
      points: Array.from(singularValues, (value, i) => ({
        x: i + 1,
        mean: Math.max(value / singularValues[0], BOTTOM),
        deviation: null,
      })),
    })),
    rules: [{ axis: 'y', at: tolerance, text: 'tolerance', place: 'below right' }],
  });
}
