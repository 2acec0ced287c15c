import { memoryStore as bareStore, type Store, type StoreEntry } from '../../src/jobs/store.js';

/** A store in memory that remembers what was written, in order; entries pass through text, as they do in files. */
export function memoryStore(): Store & { readonly entries: Map<string, string>; readonly written: string[] } {
  const entries = new Map<string, string>();
  const written: string[] = [];
  const bare = bareStore();
  return {
    ...bare,
    entries,
    written,
    contents: () => ({ ...bare.contents(), outcomes: new Set(entries.keys()) }),
    read(id) {
      const text = entries.get(id);
      return text === undefined ? null : (JSON.parse(text) as StoreEntry);
    },
    write(id, entry) {
      bare.write(id, entry);
      entries.set(id, JSON.stringify(entry));
      written.push(id);
    },
  };
}
