import type { HtmlReport, HtmlSection } from './html-parts.js';
import { escaped, link, numbered } from './html-text.js';

/** The sections of one part, in their order. */
interface Part {
  readonly name: string | undefined;
  readonly sections: readonly HtmlSection[];
}

/** Returns the sections by the parts that they belong to; those of a part stand together. */
export function partsOf(sections: readonly HtmlSection[]): Part[] {
  const parts: { name: string | undefined; sections: HtmlSection[] }[] = [];
  for (const section of sections) {
    const last = parts[parts.length - 1];
    if (last !== undefined && last.name === section.part) last.sections.push(section);
    else parts.push({ name: section.part, sections: [section] });
  }
  return parts;
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;
}

/** Returns the contents: what stands before the sections, then these by their parts. */
export function contentsHtml({ conclusion, claims, summary, sections }: HtmlReport): string {
  const first = [
    ...(conclusion.length === 0 ? [] : [link('#conclusion', 'Conclusion')]),
    ...(claims === null ? [] : [link('#claims', 'Claims and verdicts')]),
    link('#made', 'How this was made'),
    ...(summary.length === 0 ? [] : [link('#summary', 'Published numbers beside ours')]),
  ];
  const parts = partsOf(sections).flatMap(({ name, sections: own }) => [
    ...(name === undefined ? [] : [`<p>${escaped(name)}</p>`]),
    list(own.map(({ id, number, title }) => link(`#section-${id}`, numbered(number, title)))),
  ]);
  return ['<nav id="contents" aria-labelledby="contents-title">', '<h2 id="contents-title">Contents</h2>']
    .concat(list(first), parts, '</nav>')
    .join('\n');
}
