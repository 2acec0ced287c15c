import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const FONTS = 'Helvetica, Arial, DejaVu Sans, Liberation Sans, sans-serif';
/** About so many letters of the caption's size fit in a pixel's width. */
const LETTER_WIDTH = 5.6;
const LINE_HEIGHT = 15;
const MARGIN = 12;

/** How a picture is made. */
export interface DrawingOptions extends Plot.PlotOptions {
  readonly width: number;
  readonly height: number;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Cuts a text in lines of at most so many letters, between words. */
function brokenLines(text: string, letters: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/**
 * Draws marks as a whole SVG document on white, with a caption below.
 *
 * Observable Plot, since a plot is a short description of marks over rows, in Node over a DOM of linkedom and in a page
 * alike, and its SVG is plain enough for resvg; Vega-Lite draws as well, but brings ten times the code to a page.
 *
 * @param options - as `Plot.plot` takes them
 * @param caption - one line or several, broken between words
 */
export function svgDocument(options: DrawingOptions, caption: string): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const { width, height } = options;
  const picture = Plot.plot({
    marginLeft: 52,
    marginRight: 24,
    marginBottom: 44,
    marginTop: 34,
    ...options,
    document: document as unknown as Document,
    style: { fontFamily: FONTS, fontSize: '12px', overflow: 'visible' },
  });
  // With a legend Plot makes a figure with several pictures, of which a file can hold only one: none is asked for.
  const lines = brokenLines(caption, Math.floor((width - 2 * MARGIN) / LETTER_WIDTH));
  const whole = height + MARGIN + LINE_HEIGHT * lines.length;
  const text = lines
    .map((line, i) => {
      const y = height + LINE_HEIGHT * (i + 1);
      return `<text x="${MARGIN}" y="${y}" text-anchor="start" font-size="11" fill="#555555">${escaped(line)}</text>`;
    })
    .join('');
  const inside = `<title>${escaped(caption)}</title><rect width="${width}" height="${whole}" fill="white"/>${text}`;
  return picture.outerHTML
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(`height="${height}"`, `height="${whole}"`)
    .replace(`viewBox="0 0 ${width} ${height}"`, `viewBox="0 0 ${width} ${whole}"`)
    .replace(/(<svg[^>]*>)/, `<?xml version="1.0" encoding="UTF-8"?>\n$1${inside}`);
}
