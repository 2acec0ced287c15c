import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { INK } from './colours.js';

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

/** The one entry of a legend: a diamond as all pictures have it, and what it stands for. */
function publishedKey(x: number, y: number): string {
  return (
    `<path d="M${x + 4},${y - 9}l5,5l-5,5l-5,-5Z" fill="white" stroke="${INK}" stroke-width="1.4"/>` +
    `<text x="${x + 14}" y="${y}" text-anchor="start" font-size="12" fill="${INK}">published</text>`
  );
}

/**
 * Draws marks as a whole SVG document on white, with a caption below.
 *
 * Observable Plot, since a plot is a short description of marks over rows, in Node over a DOM of linkedom and in a page
 * alike, and its SVG is plain enough for resvg; Vega-Lite draws as well, but brings ten times the code to a page.
 *
 * @param options - as `Plot.plot` takes them
 * @param caption - one line or several, broken between words
 * @param published - whether there are published values in it, whose mark is then named
 */
export function svgDocument(options: DrawingOptions, caption: string, published = false): string {
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
  const inside =
    `<title>${escaped(caption)}</title><rect width="${width}" height="${whole}" fill="white"/>` +
    (published ? publishedKey(options.marginLeft ?? 52, height - 10) : '') +
    `<g class="caption" data-picture="${height}">${text}</g>`;
  return picture.outerHTML
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(`height="${height}"`, `height="${whole}"`)
    .replace(`viewBox="0 0 ${width} ${height}"`, `viewBox="0 0 ${width} ${whole}"`)
    .replace(/(<svg[^>]*>)/, `<?xml version="1.0" encoding="UTF-8"?>\n$1${inside}`);
}

/**
 * Returns a picture without the caption that it bears as a file, as it is wanted where the caption stands beside it: as high as
 * what is drawn. A picture that bears none is returned as it is.
 */
export function withoutCaption(svg: string): string {
  const [caption, height] = /<g class="caption" data-picture="([\d.]+)">.*?<\/g>/s.exec(svg) ?? [];
  if (caption === undefined) return svg;
  return svg
    .replace(caption, '')
    .replace(/<title>.*?<\/title>/s, '')
    .replace(/(<svg[^>]* height=")[\d.]+/, `$1${height}`)
    .replace(/(<svg[^>]* viewBox="0 0 [\d.]+ )[\d.]+/, `$1${height}`)
    .replace(/(<rect width="[\d.]+" height=")[\d.]+(" fill="white"\/>)/, `$1${height}$2`);
}
