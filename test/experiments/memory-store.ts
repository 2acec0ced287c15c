import type { ResultStore } from '../../src/experiments/run-trials.js';

type Entry = Parameters<ResultStore['write']>[1];

/** A store in memory that remembers what was written, in order; entries pass through text, as they do in files. */
export function memoryStore(): ResultStore & { readonly entries: Map<string, string>; readonly written: string[] } {
  const entries = new Map<string, string>();
  const written: string[] = [];
  return {
    entries,
    written,
    read(name) {
      const text = entries.get(name);
      return text === undefined ? null : (JSON.parse(text) as Entry);
    },
    write(name, entry) {
      entries.set(name, JSON.stringify(entry));
      written.push(name);
    },
  };
}
