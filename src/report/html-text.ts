/** Returns a text as text of a page, never as its markup. */
export function escaped(text: string | number): string {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Returns each text as a paragraph. */
export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');
}

/** Returns a link; one to another site says so to whoever asks. */
export function link(href: string, text: string): string {
  return `<a href="${escaped(href)}">${escaped(text)}</a>`;
}

/** What a text is called before it is shown: `Fig. 4c: …`, unless it says so itself. */
export function numbered(number: string | undefined, text: string): string {
  return number === undefined || text.startsWith(number) ? text : `${number}: ${text}`;
}
