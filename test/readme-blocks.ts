/** A fenced block of a Markdown text. */
export interface Block {
  /** The word after the opening fence. */
  readonly language: string;
  readonly text: string;
  /** The file that its first line names in a comment, `// seeds.mjs`; commands of later blocks may use it. */
  readonly name: string | null;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
}

/** What is run, what is parsed, and what is only shown: there is no other kind of block. */
const languages = ['ts', 'sh', 'html', 'json', 'yaml', 'csv', 'text'];

/** The name of a file in a comment that is a line of its own. */
const nameLine = /^(?:\/\/|<!--|#) ([\w-]+\.[a-z]+)(?: -->)?$/;

/**
 * Returns the fenced blocks of a Markdown text in order.
 *
 * A reader must be able to trust each of them, so nothing opts out: a fence that says more than one of the known words
 * (`sh no-run`), another word (`bash`) or none is an error, as is one that is not closed.
 */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly fence: string; readonly language: string; readonly line: number } | null = null;
  let inside: string[] = [];
  for (const [i, text] of markdown.split(/\r?\n/).entries()) {
    const fence = text.match(/^\s*(`{3,}|~{3,})(.*)$/);
    if (open === null && fence !== null) {
      const language = fence[2].trim();
      if (!languages.includes(language)) {
        throw new Error(`line ${i + 1}: a block of "${language}"; write one of ${languages.join(', ')} and no more`);
      }
      open = { fence: fence[1], language, line: i + 1 };
      inside = [];
    } else if (open !== null && fence?.[1].startsWith(open.fence) && fence[2].trim() === '') {
      const name = inside[0]?.match(nameLine)?.[1] ?? null;
      blocks.push({ language: open.language, text: `${inside.join('\n')}\n`, name, line: open.line });
      open = null;
    } else {
      inside.push(text);
    }
  }
  if (open !== null) throw new Error(`line ${open.line}: the block is not closed`);
  return blocks;
}
