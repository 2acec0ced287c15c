import type { ReportFigure } from './experiment.js';

/**
 * Returns a picture of the report. Its caption is written once: it stands below the picture in the page, and is drawn into the
 * picture's file, which goes about alone.
 *
 * @param what - its name, its caption, and the paper's own number of it where it has one
 * @param draw - returns the SVG document that bears a caption
 */
export function picture(
  what: Pick<ReportFigure, 'name' | 'number' | 'caption'>,
  draw: (caption: string) => string,
): ReportFigure {
  const { number, caption } = what;
  return { ...what, svg: draw(number === undefined ? caption : `${number}: ${caption}`) };
}
