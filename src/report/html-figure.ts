import type { HtmlFigure } from './html-parts.js';
import { escaped, link, numbered } from './html-text.js';
import { withoutCaption } from './svg-document.js';

/**
 * Returns a picture with its caption, which is said once: below it. An XML declaration belongs at the beginning of a file only;
 * ids of clip paths must differ from figure to figure; the names that groups of marks bear are for programs, not for ears.
 */
export function figureHtml({ name, caption, number, svg, files = [] }: HtmlFigure): string {
  const id = escaped(name);
  const inside = withoutCaption(svg)
    .replace(/^<\?xml[^>]*>\s*/, '')
    .replace(/(<g\b[^>]*?) aria-label="[^"]*"/g, '$1')
    .replace(/\bid="([^"]+)"/g, `id="${name}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${name}-$1)`)
    .replace('<svg ', `<svg role="img" aria-labelledby="${id}-caption" `);
  const links = files.map(({ href, text }) => link(href, text)).join(' ');
  return [
    `<figure id="${id}">`,
    `<div class="picture" role="group" aria-labelledby="${id}-caption" tabindex="0">${inside}</div>`,
    `<figcaption id="${id}-caption">${escaped(numbered(number, caption))}</figcaption>`,
    ...(links === '' ? [] : [`<p class="files">${links}</p>`]),
    '</figure>',
  ].join('\n');
}
