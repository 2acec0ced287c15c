import { figureHtml } from './html-figure.js';
import { contentsHtml, partsOf } from './html-navigation.js';
import type { HtmlFile, HtmlReport, HtmlSection, RunFacts } from './html-parts.js';
import { STYLE } from './html-style.js';
import { tableHtml } from './html-table.js';
import { escaped, link, numbered, paragraphs } from './html-text.js';

/** A part of the page with its heading, which names it; empty if there is nothing in it. */
function block(id: string, title: string, inside: readonly string[]): string[] {
  if (inside.length === 0) return [];
  return [
    `<section id="${id}" aria-labelledby="${id}-title">`,
    `<h2 id="${id}-title">${escaped(title)}</h2>`,
    ...inside,
    '</section>',
  ];
}

/** The files of a section, and the ways to the source and back. */
function waysHtml(files: readonly HtmlFile[], source: HtmlFile | undefined): string {
  const numbers = files.length === 0 ? [] : [`Numbers: ${files.map(({ href, text }) => link(href, text)).join(', ')}`];
  const paper = source === undefined ? [] : [link(source.href, source.text)];
  return `<p class="ways">${[...numbers, ...paper, link('#contents', 'Contents')].join(' · ')}</p>`;
}

function sectionHtml(section: HtmlSection, source: HtmlFile | undefined, depth: 2 | 3): string {
  const { title, number, about, words, figures, tables, files = [] } = section;
  const id = escaped(`section-${section.id}`);
  return [
    `<section id="${id}" aria-labelledby="${id}-title">`,
    `<h${depth} id="${id}-title">${escaped(numbered(number, title))}</h${depth}>`,
    `<p class="about">${escaped(about)}</p>`,
    paragraphs(words),
    ...figures.map(figureHtml),
    ...tables.map((table, i) => tableHtml(table, `table-${section.id}-${i + 1}`)),
    waysHtml(files, source),
    '</section>',
  ].join('\n');
}

function runHtml(run: RunFacts): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Command', run.command],
    ['Seeds', run.seeds],
    ['Version', `ebit ${run.version}, numerics ${run.numerics}`],
    ['Runtime', run.runtime],
    ['Begun', run.date],
    ['Duration', run.duration],
    ['Tasks', `${run.computed} computed in this run, ${run.kept} taken from results/`],
  ];
  const rows = facts.map(([name, fact]) => `<dt>${escaped(name)}</dt><dd>${escaped(fact)}</dd>`);
  return `<dl id="run">\n${rows.join('\n')}\n</dl>`;
}

/**
 * Returns a report as one HTML page that needs nothing beside itself: no script, no network, all pictures inside. It begins
 * with its conclusion; the contents stand beside the text where there is room.
 */
export function htmlReport(report: HtmlReport): string {
  const { title, conclusion, claims, introduction, run, summary, sections, source } = report;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body id="top">',
    `<header><h1>${escaped(title)}</h1></header>`,
    '<main>',
    ...block('conclusion', 'Conclusion', conclusion.length === 0 ? [] : [paragraphs(conclusion)]),
    ...block('claims', 'Claims and verdicts', claims === null ? [] : [tableHtml(claims, 'table-claims')]),
    contentsHtml(report),
    ...block('made', 'How this was made', [paragraphs(introduction), ...(run === null ? [] : [runHtml(run)])]),
    ...block(
      'summary',
      'Published numbers beside ours',
      summary.map((table, i) => tableHtml(table, `table-summary-${i + 1}`)),
    ),
    ...partsOf(sections).flatMap(({ name, sections: own }) => [
      ...(name === undefined ? [] : [`<h2 class="part">${escaped(name)}</h2>`]),
      ...own.map((section) => sectionHtml(section, source, name === undefined ? 2 : 3)),
    ]),
    '</main>',
    `<footer><p>${link('#top', 'Back to the top')}</p></footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
