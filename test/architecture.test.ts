import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  barrelFaults,
  cycleFaults,
  importsOf,
  layerFaults,
  lengthFaults,
  mathFaults,
  missingFaults,
  platformFaults,
} from './architecture-rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));

function sourcesBelow(folder: string): Map<string, string> {
  const top = join(root, folder);
  const paths = readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts|tsx|js|mjs)$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).split(sep).join('/'))
    // Packages that somebody measures beside ours lie in bench/peers.
    .filter((path) => !path.includes('node_modules/') && (folder !== 'src' || !path.startsWith('core/generated/')));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(top, path), 'utf8')]));
}

describe('the modules of src', () => {
  const modules = sourcesBelow('src');

  test('are found', () => {
    expect(modules.has('errors.ts')).toBe(true);
    expect(modules.has('data/csv.ts')).toBe(true);
  });

  test.each([
    ['import downwards only', layerFaults],
    ['import what is there', missingFaults],
    ['import without cycles', cycleFaults],
    ['re-export nothing but in index.ts', barrelFaults],
    ['run on every runtime', platformFaults],
    ['calculate the same bits on every engine', mathFaults],
  ])('%s', (_, faults) => {
    expect(faults(modules)).toEqual([]);
  });
});

test.each(['src', 'assembly', 'bench', 'test'])('the files of %s have at most 450 lines', (folder) => {
  expect(lengthFaults(sourcesBelow(folder), 450)).toEqual([]);
});

describe('a planted fault is found:', () => {
  const ground = 'export const a = 1;';
  test.each([
    [
      'an import upwards',
      layerFaults,
      { 'data/a.ts': "import { b } from '../models/b.js';", 'models/b.ts': ground },
      1,
    ],
    ['a type from above', layerFaults, { 'data/a.ts': "import type { B } from '../cli/b.js';", 'cli/b.ts': ground }, 1],
    [
      'an import sideways',
      layerFaults,
      { 'training/a.ts': "import { b } from '../analysis/b.js';", 'analysis/b.ts': ground },
      1,
    ],
    [
      'the surface from inside',
      layerFaults,
      { 'jobs/a.ts': "import { b } from '../index.js';", 'index.ts': ground },
      1,
    ],
    ['the ground from above', layerFaults, { 'errors.ts': "import { b } from './data/b.js';", 'data/b.ts': ground }, 1],
    [
      "the core's memory from the models",
      layerFaults,
      { 'models/a.ts': "import { b } from '../core/arena.js';", 'core/arena.ts': ground },
      1,
    ],
    [
      "nothing in the core's memory from the engine",
      layerFaults,
      { 'engine/a.ts': "import { b } from '../core/arena.js';", 'core/arena.ts': ground },
      0,
    ],
    [
      'nothing in a verb of the core',
      layerFaults,
      { 'cli/a.ts': "import { b } from '../core/math.js';", 'core/math.ts': ground },
      0,
    ],
    [
      'an import at run time',
      layerFaults,
      { 'data/a.ts': "const b = await import('../cli/b.js');", 'cli/b.ts': ground },
      1,
    ],
    ['a folder without a layer', layerFaults, { 'extra/a.ts': ground }, 1],
    ['a way out of src', layerFaults, { 'data/a.ts': "import { b } from '../../test/b.js';" }, 1],
    [
      'nothing in imports downwards',
      layerFaults,
      { 'models/a.ts': "import { b } from '../engine/b.js';", 'engine/b.ts': ground },
      0,
    ],
    ['a missing module', missingFaults, { 'data/a.ts': "import { b } from './b.js';" }, 1],
    ['a missing program', missingFaults, { 'playground/a.ts': "import { text } from './b.js?text';" }, 1],
    [
      'nothing in a module with JSX',
      missingFaults,
      { 'playground/a.ts': "import { B } from './b.js';", 'playground/b.tsx': ground },
      0,
    ],
    ['nothing in what the build makes', missingFaults, { 'core/a.ts': "import { b } from './generated/b.js';" }, 0],
    [
      'a ring of three',
      cycleFaults,
      { 'a.ts': "import './b.js';", 'b.ts': "import './c.js';", 'c.ts': "import './a.js';" },
      1,
    ],
    [
      'nothing in a diamond',
      cycleFaults,
      {
        'a.ts': "import './b.js';\nimport './c.js';",
        'b.ts': "import './d.js';",
        'c.ts': "import './d.js';",
        'd.ts': ground,
      },
      0,
    ],
    ['a barrel', barrelFaults, { 'data/a.ts': "export { b } from './b.js';" }, 1],
    ['a barrel of types', barrelFaults, { 'data/a.ts': "export type {\n  B,\n} from './b.js';" }, 1],
    ['a second index', barrelFaults, { 'data/index.ts': ground }, 1],
    ['a star', barrelFaults, { 'index.ts': "export * from './b.js';" }, 1],
    ['nothing in the surface', barrelFaults, { 'index.ts': "export { b } from './b.js';" }, 0],
    [
      'what needs Node from the main entry',
      layerFaults,
      { 'index.ts': "export { b } from './node/b.js';", 'node/b.ts': ground },
      1,
    ],
    ['a module of Node', platformFaults, { 'data/a.ts': "import { readFileSync } from 'node:fs';" }, 1],
    ['process', platformFaults, { 'data/a.ts': 'export const a = process.env.A;' }, 1],
    ['sniffing', platformFaults, { 'data/a.ts': "export const a = typeof Deno === 'undefined';" }, 1],
    ['Node in the page', platformFaults, { 'playground/a.tsx': 'export const a = <p>{process.env.A}</p>;' }, 1],
    ['nothing in the page', platformFaults, { 'playground/a.ts': 'export const a = navigator.languages;' }, 0],
    ['a module of Node beside the threads', platformFaults, { 'jobs/a.ts': "import { cpus } from 'node:os';" }, 1],
    ["nothing in a runtime's threads", platformFaults, { 'jobs/node-thread.ts': "import { cpus } from 'node:os';" }, 0],
    ['nothing in comments', platformFaults, { 'data/a.ts': '// process.env is not read\nexport const a = 1;' }, 0],
    ['a sine', mathFaults, { 'models/a.ts': 'export const a = Math.sin(1);' }, 1],
    ['chance', mathFaults, { 'random.ts': 'export const a = () => Math.random();' }, 1],
    ['a power', mathFaults, { 'models/a.ts': 'export const a = (x: number) => x ** 2;' }, 1],
    ['a power put into a text', mathFaults, { 'models/a.ts': `export const a = (x: number) => \`**\${x ** 2}\`;` }, 1],
    ['Math by another name', mathFaults, { 'models/a.ts': 'const { sin } = Math;\nexport const a = sin(1);' }, 1],
    [
      'nothing in a root',
      mathFaults,
      { 'models/a.ts': '/** Math.sin, x ** 2 */\nexport const a = Math.sqrt(Math.PI);' },
      0,
    ],
  ])('%s', (_, faults, modules, count) => {
    expect(faults(new Map(Object.entries(modules)))).toHaveLength(count);
  });

  test('a long file', () => {
    expect(lengthFaults(new Map([['a.ts', 'x\n'.repeat(451)]]), 450)).toEqual(['a.ts has 451 lines, more than 450']);
    expect(lengthFaults(new Map([['a.ts', 'x\n'.repeat(450)]]), 450)).toEqual([]);
  });
});

test('every form of import is read', () => {
  const text = [
    "import 'one';",
    "import { a } from './two.js';",
    "import type { B } from '../three.js';",
    "import {\n  c,\n  type D,\n} from './deep/four.js';",
    "import e, { f } from 'node:five';",
    "import * as g from './six.js';",
    "const h = await import('./seven.js');",
    "type I = import('./eight.js').I;",
    "export { j } from './nine.js';",
    'export const k = 1;',
    "const from = 'ten';",
    " * import { l } from './comment.js';",
  ].join('\n');
  expect(importsOf('data/x.ts', text)).toEqual([
    'one',
    'data/two.ts',
    'three.ts',
    'data/deep/four.ts',
    'node:five',
    'data/six.ts',
    'data/nine.ts',
    'data/seven.ts',
    'data/eight.ts',
  ]);
});

test('the step tells its story by the verbs of processors: it knows no kind', () => {
  const text = readFileSync(`${root}assembly/step.ts`, 'utf8');
  expect(text).not.toMatch(/KIND_|fused|pair/i);
  expect(text).toMatch(/from '\.\/processors'/);
});
