import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { redisWorker } from '../src/node.js';
import { codeWithChecks, differenceFrom, runSnippet, typeFaults } from './examples-run.js';
import { describeWithRedis, startRedis } from './node/redis/redis-server.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The address in examples that need a Redis. */
const REDIS = 'redis://localhost:6379';

/** An example of a docstring. */
interface Example {
  /** The module's path below src/. */
  readonly path: string;
  readonly line: number;
  readonly code: string;
}

interface Docstring {
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

// The reader of docstrings belongs to the reference, which is a script.
const { partsOf } = (await import(pathToFileURL(join(root, '.ci/reference-page.mjs')).href)) as {
  partsOf(comment: string): Docstring;
};

function examplesOf(path: string, text: string): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const line = text.slice(0, comment.index).split('\n').length;
    const { tags } = partsOf(comment[0]);
    return tags.filter(({ name }) => name === 'example').map(({ text: code }) => ({ path, line, code }));
  });
}

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(join(root, 'src'), join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const examples = sources.flatMap((path) => examplesOf(path, readFileSync(join(root, 'src', path), 'utf8')));

// Examples of the public surface see what users get: the built package, whose workers lie beside it. It is imported by
// Node itself, since the runner of these tests would take the workers of the sources.
const nativeImport: (address: string) => Promise<Readonly<Record<string, unknown>>> = createRequire(import.meta.url)(
  './native-import.cjs',
);
const [main, forNode] = await Promise.all(
  ['index', 'ebit-node'].map((name) => nativeImport(pathToFileURL(join(root, `dist/${name}.js`)).href)),
);
const surface = { ...main, ...forNode };
const given: Readonly<Record<string, unknown>> = await import('./examples-given.js');
/** The names that an example may use: what is public, what is given, and what its own module exports besides. */
async function namesFor(path: string): Promise<Readonly<Record<string, unknown>>> {
  const own: Readonly<Record<string, unknown>> = await import(join(root, 'src', path));
  return { ...own, ...surface, ...given };
}

describe('the examples of docstrings', () => {
  test('are there', () => {
    expect(examples.length).toBeGreaterThan(60);
  });

  const shows = '$path line $line runs, and gives the values that it shows';
  test.each(examples.filter(({ code }) => !code.includes(REDIS)))(shows, async ({ path, code }) => {
    await runSnippet(code, await namesFor(path));
  });

  describeWithRedis('those with a Redis', () => {
    test.each(examples.filter(({ code }) => code.includes(REDIS)))(shows, async ({ path, code }) => {
      const { url } = await startRedis();
      const worker = await redisWorker({ url, script: pathToFileURL(join(root, 'dist/browser/worker.js')) });
      await runSnippet(code.replaceAll(REDIS, url), await namesFor(path)).finally(() => worker.drain());
    });
  });

  const folder = mkdtempSync(join(tmpdir(), 'ebit-examples-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('have the right types', async () => {
    for (const [i, { path, line, code }] of examples.entries()) {
      const own: Readonly<Record<string, unknown>> = await import(join(root, 'src', path));
      const names = (from: Readonly<Record<string, unknown>>) => Object.keys(from).join(', ');
      const rest = Object.fromEntries(Object.entries(own).filter(([name]) => !(name in surface) && !(name in given)));
      const text = [
        `import { ${names(main)} } from '${join(root, 'src/index.js')}';`,
        `import { ${names(forNode)} } from '${join(root, 'src/node.js')}';`,
        `import { ${names(given)} } from '${join(root, 'test/examples-given.js')}';`,
        `import { ${names(rest)} } from '${join(root, 'src', path.replace(/\.tsx?$/, '.js'))}';`,
        // A block, so that an example may name its own things as it likes.
        `// ${path} line ${line}\n{\n${code}\n}\nexport {};\n`,
      ];
      writeFileSync(join(folder, `${i}-${path.replaceAll('/', '-')}`), text.join('\n'));
    }
    expect(typeFaults(folder)).toBe('');
  });
});

describe('the reader of examples', () => {
  test('finds the values that are shown', () => {
    expect(codeWithChecks('one(1); // [1, 2]: why\nconst a = 3; // 4\nb // about 0.5\n')).toBe(
      'same(one(1), "[1, 2]", 0);\nconst a = 3; // 4\nsame(b, "0.5", 1);\n',
    );
    expect(codeWithChecks("f('x');\n// one\n//   two\ng(); // not a value")).toBe(
      'same(f(\'x\'), "\\"one\\\\n  two\\"", 0);\ng(); // not a value',
    );
  });

  test.each([
    ['1 + 1; // 2', null],
    ['1 + 1; // 3', '3'],
    ['Float64Array.of(1, -2); // [1, -2]', null],
    ['[1, 2]; // [1]', '[1]'],
    ['({ a: [true], b: null }); // { a: [true], b: null }', null],
    ['({ a: 1, b: 2 }); // { a: 1 }', '{ a: 1 }'],
    ['Math.PI; // about 3.14', null],
    ['Math.PI; // about 3.15', '3.15'],
    ['Math.PI; // 3.14', '3.14'],
    ["'ab'; // 'ab', a word", null],
    ["['a', 'b'].join('\\n');\n// a\n// b", null],
    ["['a', 'b'].join('\\n');\n// a\n// c", 'a\\nc'],
    ['-0; // 0', null],
  ])('runs %j', async (code, wrong) => {
    const run = runSnippet(code, {});
    if (wrong === null) await run;
    else await expect(run).rejects.toThrow(wrong);
  });

  test('lets an example name its own things, wait, and fail', async () => {
    await runSnippet('const a: number = await Promise.resolve(2);\na; // 2', { a: 1 });
    await expect(runSnippet('throw new Error("no");', {})).rejects.toThrow('no');
    await expect(runSnippet('nowhere();', {})).rejects.toThrow('nowhere');
  });

  test.each([
    [Number.NaN, Number.NaN, false],
    [1, '1', true],
    [[1], { 0: 1 }, true],
    [null, undefined, true],
  ])('tells %j from %j: %j', (a, b, differ) => {
    expect(differenceFrom(a, b, 0) !== null).toBe(differ);
  });
});
