import type { PageData } from './data.js';

/** On what it hangs what a link holds. */
export interface Linked {
  readonly data: PageData['kind'];
  readonly runs: number;
  /** How many models came with files. */
  readonly models: number;
  /** Whether the page is a file on this machine. */
  readonly isFile: boolean;
}

function runWords(runs: number): string {
  if (runs === 0) return 'no run: whoever opens it gets the page’s own';
  return runs === 1
    ? 'the settings of the one run, but not how far it has come'
    : `the settings of all ${runs} runs of the race (every seed is one), but not how far they have come`;
}

/** Says what the address of a race holds, and what it does not. */
export function linkWords({ data, runs, models, isFile }: Linked): string {
  const sentences =
    data === 'table'
      ? [
          `It holds ${runWords(runs)}.`,
          'The table, its columns and its split stay here: whoever opens it elsewhere gets the clusters instead.',
        ]
      : [`It holds the choice of data and ${runWords(runs)}.`];
  if (models > 0) sentences.push('Models from files stay here.');
  if (isFile) sentences.push('It leads to a file on this machine.');
  return sentences.join(' ');
}
