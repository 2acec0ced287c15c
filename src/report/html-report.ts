/** A table in the report. */
export interface HtmlTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A picture in the report. */
export interface HtmlFigure {
  readonly name: string;
  readonly caption: string;
  /** An SVG document, put into the page as it is. */
  readonly svg: string;
}

/** A part of the report. */
export interface HtmlSection {
  /** Its place in the page, for links. */
  readonly id: string;
  /** What it belongs to; a heading stands before the first section of a part. */
  readonly part?: string;
  readonly title: string;
  readonly about: string;
  readonly words: readonly string[];
  readonly figures: readonly HtmlFigure[];
  readonly tables: readonly HtmlTable[];
}

/** A whole report. */
export interface HtmlReport {
  readonly title: string;
  /** Paragraphs before everything else. */
  readonly introduction: readonly string[];
  /** What stands first; none, and there is no such part. */
  readonly summary: readonly HtmlTable[];
  readonly sections: readonly HtmlSection[];
}

/** Legible on a screen and in print; a table may be wider than the page and then scrolls by itself. */
const STYLE = `
body { font: 16px/1.5 Helvetica, Arial, "Liberation Sans", sans-serif; color: #1a1a1a; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid #ccc; padding-top: 1rem; }
h2.part { font-size: 1.9rem; } p.about { color: #444; } figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
figcaption, caption { font-size: .9rem; color: #444; text-align: left; padding: .3rem 0; }
div.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
th { border-bottom: 2px solid #888; } th:first-child, td:first-child { text-align: left; }
nav ul { columns: 2; padding-left: 1.2rem; }
@media print { body { font-size: 11pt; max-width: none; } h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }
`;

function escaped(text: string | number): string {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');
}

function tableHtml({ caption, head, rows }: HtmlTable): string {
  const cells = (kind: 'th' | 'td', row: readonly (string | number)[]) =>
    `<tr>${row.map((cell) => `<${kind}>${escaped(cell)}</${kind}>`).join('')}</tr>`;
  return (
    `<div class="table"><table><caption>${escaped(caption)}</caption>\n<thead>${cells('th', head)}</thead>\n` +
    `<tbody>\n${rows.map((row) => cells('td', row)).join('\n')}\n</tbody></table></div>`
  );
}

/** An XML declaration belongs at the beginning of a file only; ids of clip paths must differ from figure to figure. */
function figureHtml({ name, caption, svg }: HtmlFigure): string {
  const inside = svg
    .replace(/^<\?xml[^>]*>\s*/, '')
    .replace(/\bid="([^"]+)"/g, `id="${name}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${name}-$1)`)
    .replace('<svg ', `<svg role="img" aria-label="${escaped(caption)}" `);
  return `<figure id="${escaped(name)}">\n${inside}\n<figcaption>${escaped(caption)}</figcaption>\n</figure>`;
}

function sectionHtml({ id, title, about, words, figures, tables }: HtmlSection): string {
  return [
    `<section id="section-${escaped(id)}">`,
    `<h2>${escaped(title)}</h2>`,
    `<p class="about">${escaped(about)}</p>`,
    paragraphs(words),
    ...figures.map(figureHtml),
    ...tables.map(tableHtml),
    '</section>',
  ].join('\n');
}

/** Returns a report as one HTML page that needs nothing beside itself: no script, no network, all pictures inside. */
export function htmlReport({ title, introduction, summary, sections }: HtmlReport): string {
  const links = sections.map(
    (section) => `<li><a href="#section-${escaped(section.id)}">${escaped(section.title)}</a></li>`,
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    paragraphs(introduction),
    `<nav><ul>\n${links.join('\n')}\n</ul></nav>`,
    ...(summary.length === 0 ? [] : ['<h2 id="summary">Published numbers beside ours</h2>', ...summary.map(tableHtml)]),
    ...sections.flatMap((section, i) => [
      ...(section.part === undefined || section.part === sections[i - 1]?.part
        ? []
        : [`<h2 class="part">${escaped(section.part)}</h2>`]),
      sectionHtml(section),
    ]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
