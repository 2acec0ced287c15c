// What the documents name is there: scripts, and files by their paths.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'README.md',
  'src/README.md',
  'assembly/README.md',
  '.github/CONTRIBUTING.md',
  'bench/peers/README.md',
];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Folders that git does not keep: what is built, measured or made by an example. */
const made = /^(dist|runs|bench\/results|node_modules)\b/;

/** Scripts of npm that a text names. */
function scriptsIn(text: string): string[] {
  const run = [...text.matchAll(/\bnpm run (?:--silent )?([a-z:]+)/g)].map(([, name]) => name);
  const short = [...text.matchAll(/\bnpm (test|start)\b/g)].map(([, name]) => name);
  return [...run, ...short];
}

/** Paths in code words and links: from the root, or from the document's own folder. */
function pathsIn(text: string): string[] {
  const words = [...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word);
  const paths = words.filter(
    (word) => /^\.{0,2}[\w@-][\w@./-]*$/.test(word) && /\/|\.(ts|tsx|md|json|mjs)$/.test(word),
  );
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target]) => target);
  return [...paths, ...links];
}

function isThere(path: string, document: string): boolean {
  return [root, join(root, dirname(document))].some((folder) => existsSync(join(folder, path)));
}

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  test('names scripts that package.json has', () => {
    expect(scriptsIn(text).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  // The front page names files that its examples make; that it links to what is there is tested with them.
  test.skipIf(document === 'README.md')('names paths that are there', () => {
    expect(pathsIn(text).filter((path) => !made.test(path) && !isThere(path, document))).toEqual([]);
  });
});

test('a script and a path that are not there are seen', () => {
  expect(scriptsIn('`npm run no-such:thing` and npm test')).toEqual(['no', 'test']);
  expect(pathsIn('`src/nowhere.ts`, [a link](nowhere.md), `plain words`, `Executor` and `a/b()`')).toEqual([
    'src/nowhere.ts',
    'nowhere.md',
  ]);
});

describe('.github/CONTRIBUTING.md', () => {
  const text = readFileSync(join(root, '.github/CONTRIBUTING.md'), 'utf8');

  test('says what every script is for, but for those that others run', () => {
    const inner = /^(pre.+|build:.+|start)$/;
    const said = new Set(scriptsIn(text));
    expect(Object.keys(scripts).filter((name) => !inner.test(name) && !said.has(name))).toEqual([]);
  });
});

describe('src/README.md and assembly/README.md', () => {
  const entries = (folder: string) => readdirSync(join(root, folder), { withFileTypes: true });
  const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

  test('have a line for every folder of src/, and a word on every file of the core', () => {
    const source = textOf('src/README.md');
    const names = entries('src').flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !source.includes(`\`${name}/\``))).toEqual([]);
    const core = textOf('assembly/README.md');
    const files = entries('assembly').flatMap(({ name }) => (name.endsWith('.ts') ? [name] : []));
    expect(files.filter((name) => !core.includes(`\`${name}\``))).toEqual([]);
  });
});
