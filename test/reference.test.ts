import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = new URL('..', import.meta.url);
const page = readFileSync(new URL('src/reference.md', root), 'utf8');

interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly isNamed: boolean;
  readonly folder: string;
  readonly file: string;
  readonly code: string;
  readonly comment: string | null;
  readonly parameters: readonly string[];
  readonly mentions: readonly string[];
}

interface Page {
  partsOf(comment: string): unknown;
  faultsOf(entry: Partial<Entry>, codes: readonly string[]): string[];
  pageOf(entries: readonly Entry[], given: string, first: readonly string[]): string;
}

const { partsOf, faultsOf, pageOf } = (await import(new URL('.ci/reference-page.mjs', root).href)) as Page;

describe('src/reference.md', () => {
  test('is what the docstrings say, and they are complete', () => {
    const script = fileURLToPath(new URL('.ci/reference.mjs', root));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });

  test('has every public value', async () => {
    const surface: Readonly<Record<string, unknown>> = await import('../src/index.js');
    const headings = new Set([...page.matchAll(/^### (?:function|const|class) (\S+)$/gm)].map(([, name]) => name));
    expect(Object.keys(surface).filter((name) => !headings.has(name))).toEqual([]);
  });

  test('has no two headings with one anchor, and links only to what is there', () => {
    const text = page.replace(/^```[\s\S]*?^```/gm, '');
    // As GitHub makes them: of signs only hyphens and underscores stay.
    const anchorOf = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-');
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
    expect(new Set(anchors).size).toBe(anchors.length);
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    const isThere = (target: string) =>
      target.startsWith('#') ? anchors.includes(target.slice(1)) : existsSync(new URL(`src/${target}`, root));
    expect(targets.filter((target) => !isThere(target))).toEqual([]);
    expect(targets.length).toBeGreaterThan(300);
  });
});

test('a docstring is taken apart, indented lines kept', () => {
  const comment = `/**
 * Returns one.
 *
 *     1 = 1
 *
 * @param a - some
 *   thing
 * @throws EbitError 'range' at times
 * @example
 * if (a) {
 *   b();
 * }
 */`;
  expect(partsOf(comment)).toEqual({
    description: 'Returns one.\n\n    1 = 1',
    tags: [
      { name: 'param', text: 'a - some\n  thing' },
      { name: 'throws', text: "EbitError 'range' at times" },
      { name: 'example', text: 'if (a) {\n  b();\n}' },
    ],
  });
  expect(partsOf('/** One line. */')).toEqual({ description: 'One line.', tags: [] });
});

describe('an incomplete docstring is noticed:', () => {
  const whole = "/**\n * Does.\n *\n * @param a - it\n * @throws EbitError 'range'\n * @example\n * f(1);\n */";
  const faults = (comment: string | null, kind = 'function') =>
    faultsOf({ name: 'f', kind, comment, parameters: ['a'] }, ['range']);

  test('none in a whole one', () => {
    expect(faults(whole)).toEqual([]);
    expect(faultsOf({ name: 'f', kind: 'type', comment: '/** A type. */', parameters: [] }, [])).toEqual([]);
  });

  test.each([
    ['no docstring', null, 'f has no docstring'],
    ['no description', whole.replace('Does.', ''), 'f has no description'],
    ['no example', whole.replace(' * @example\n * f(1);\n', ''), 'f has no @example'],
    ['an unknown error', whole.replace('range', 'rage'), 'f throws no "rage"'],
    ['an unknown parameter', whole.replace('@param a - it', '@param a - it\n * @param b.c'), 'f has no parameter "b"'],
    ['a parameter left out', whole.replace(' * @param a - it\n', ''), 'f has no @param a'],
    ['another tag', whole.replace('@throws', '@throw'), 'f has a tag @throw'],
  ])('%s', (_, comment, fault) => {
    expect(faults(comment)).toEqual([fault]);
  });
});

describe('the page', () => {
  const entry: Entry = {
    name: 'f',
    kind: 'function',
    isNamed: true,
    folder: 'data',
    file: 'data/f.ts',
    code: 'function f(a: A): void;',
    comment: '/**\n * Takes {@link A} and `a*b`, <x> * y[0]; not {@link B}.\n *\n * @param a.b - {@link A.c}\n */',
    parameters: ['a'],
    mentions: ['A'],
  };
  const type = { ...entry, name: 'A', kind: 'type', isNamed: false, code: 'type A = 1;', comment: null, mentions: [] };
  const shown = { ...type, name: 'T', isNamed: true };
  const text = pageOf([type, entry, shown], 'const given = 1;', ['f']);

  test('links what it knows, and escapes what Markdown would take for marks', () => {
    expect(text).toContain('Takes [`A`](#type-a) and `a*b`, \\<x> \\* y\\[0\\]; not `B`.');
    expect(text).toContain('- `a.b`: [`A.c`](#type-a)');
    expect(text).toContain('Types: [`A`](#type-a). Source: [data/f.ts](data/f.ts)');
  });

  test('lists what is public, and puts what is not behind it', () => {
    expect(text).toContain('- [Data](#data): [`f`](#function-f)\n  - Types: [`T`](#type-t)\n');
    expect(text.indexOf('### function f')).toBeLessThan(text.indexOf('### type A'));
    expect(text).toContain('Not exported by name. Source:');
  });

  test('begins with the names that come first, each with a sentence', () => {
    expect(text).toContain(
      '## Where to begin\n\n- [`f`](#function-f): Takes `A` and `a*b`, \\<x> \\* y\\[0\\]; not `B`.\n',
    );
  });

  test('has a place for everything', () => {
    expect(() => pageOf([{ ...entry, folder: 'attic' }], '', [])).toThrow('No topic holds f');
  });
});
