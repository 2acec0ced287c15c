import type { HtmlCell, HtmlTable, Verdict } from './html-parts.js';
import { escaped, link, numbered } from './html-text.js';

/** Told apart without colours, too. */
const MARKS: Readonly<Record<Verdict, string>> = { confirmed: '✓', bounded: '≈', corrected: '✎', unmeasured: '–' };

/** Above so many columns a table is printed on a page of its own that lies on its side. */
const UPRIGHT_COLUMNS = 8;

/** Above so many letters a cell is a sentence, and its column is set as text: to the left, broken into lines. */
const SENTENCE = 34;

function cellText(cell: HtmlCell): string {
  if (typeof cell !== 'object') return escaped(cell);
  const { text, href, verdict } = cell;
  const inside = href === undefined ? escaped(text) : link(href, text);
  if (verdict === undefined) return inside;
  return `<span class="verdict ${verdict}"><span aria-hidden="true">${MARKS[verdict]}</span> ${inside}</span>`;
}

function textOf(cell: HtmlCell): string {
  return typeof cell === 'object' ? cell.text : String(cell);
}

function cellHtml(cell: HtmlCell, place: number, isSentence: boolean): string {
  const text = textOf(cell);
  const kind = isSentence ? ' class="sentence"' : '';
  // What a row is about is its head, if it says anything.
  return place === 0 && text !== ''
    ? `<th scope="row"${kind}>${cellText(cell)}</th>`
    : `<td${kind}>${cellText(cell)}</td>`;
}

function headHtml(text: string, isSentence: boolean): string {
  return text === '' ? '<td></td>' : `<th scope="col"${isSentence ? ' class="sentence"' : ''}>${escaped(text)}</th>`;
}

/**
 * Returns a table in a box that scrolls by itself where the page is narrower, and can be reached by the keyboard for that.
 *
 * @param id - of this table alone
 */
export function tableHtml({ caption, number, head, rows }: HtmlTable, id: string): string {
  const wide = head.length > UPRIGHT_COLUMNS ? ' wide' : '';
  const sentences = head.map((_, i) => rows.some((row) => row[i] !== undefined && textOf(row[i]).length > SENTENCE));
  const named = `aria-labelledby="${escaped(id)}-caption"`;
  const rowHtml = (row: readonly HtmlCell[]) =>
    `<tr>${row.map((cell, i) => cellHtml(cell, i, sentences[i] ?? false)).join('')}</tr>`;
  return [
    `<div class="table${wide}" id="${escaped(id)}">`,
    // Above the box, for the whole caption is to be read where only a part of the table is in sight.
    `<p class="caption" id="${escaped(id)}-caption">${escaped(numbered(number, caption))}</p>`,
    `<div class="box" role="group" ${named} tabindex="0"><table ${named}>`,
    `<thead><tr>${head.map((text, i) => headHtml(text, sentences[i])).join('')}</tr></thead>`,
    `<tbody>\n${rows.map(rowHtml).join('\n')}\n</tbody></table></div></div>`,
  ].join('\n');
}
