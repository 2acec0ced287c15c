import { posix } from 'node:path';
import { transformSync } from 'esbuild';

/** The text of every module, by its path below src/. */
export type Modules = ReadonlyMap<string, string>;

/** The folders of src/ from the ground up. A module imports from its own folder and from rows above its own. */
const layers: readonly (readonly string[])[] = [
  ['ground'],
  ['core'],
  ['circuit', 'data', 'probability'],
  ['network', 'games'],
  ['links'],
  ['engine'],
  ['simulator'],
  ['models'],
  ['serving'],
  ['training', 'analysis', 'interchange'],
  ['baselines', 'strategies'],
  ['tasks'],
  ['jobs', 'report'],
  ['studies', 'benchmark'],
  ['experiments'],
  ['worth'],
  ['surface'],
  ['node'],
  ['node surface'],
  ['cli', 'playground'],
];

/** The core's verbs on plain numbers, which anybody may use; its other modules hand out instances, pointers and memory. */
const coreVerbs = [
  'core/math.ts',
  'core/shuffle.ts',
  'core/signs.ts',
  'core/size.ts',
  'core/spectrum.ts',
  'core/use-core.ts',
];

/** What of Math is exact, so that it gives the same bits on every engine. */
const exactMath = 'PI|E|SQRT2|SQRT1_2|sqrt|abs|floor|ceil|round|trunc|sign|min|max|imul|fround|clz32';

/** The folder that decides what a module may do; modules beside index.ts are the ground that all stand on. */
function folderOf(path: string): string {
  if (path === 'index.ts') return 'surface';
  if (path === 'node.ts') return 'node surface';
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : 'ground';
}

function rankOf(folder: string): number {
  return layers.findIndex((row) => row.includes(folder));
}

/**
 * What a module imports or re-exports, types included: relative ones as paths below src/, others as they stand.
 *
 * @param modules - those that are there: a name that ends in .js may stand for a module with JSX
 */
export function importsOf(path: string, text: string, modules: Modules = new Map()): string[] {
  const statements = text.matchAll(/^\s*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm);
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...calls].map(([, target]) => {
    if (!target.startsWith('.')) return target;
    const module = posix.join(posix.dirname(path), target).replace(/\.js(\?text)?$/, '.ts');
    return modules.has(`${module}x`) ? `${module}x` : module;
  });
}

/** A module without its comments and types, so that words in them are not taken for code. */
function codeOf(path: string, text: string): string {
  return transformSync(text, {
    loader: path.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'automatic',
    minifyWhitespace: true,
    legalComments: 'none',
    target: 'es2022',
  }).code;
}

/** Imports that point up, sideways, at the core's memory from elsewhere than engine/, or out of src/. */
export function layerFaults(modules: Modules): string[] {
  return [...modules].flatMap(([path, text]) => {
    const folder = folderOf(path);
    if (rankOf(folder) < 0) return [`${path}: the folder ${folder} has no layer`];
    return importsOf(path, text, modules).flatMap((target) => {
      if (target.startsWith('..')) return [`${path} imports ${target}, outside src`];
      if (!modules.has(target)) return [];
      const below = folderOf(target);
      if (below === folder) return [];
      if (rankOf(below) >= rankOf(folder)) return [`${path} imports ${target}: ${folder} stands below ${below}`];
      if (below === 'core' && folder !== 'engine' && !coreVerbs.includes(target))
        return [`${path} imports ${target}: ${folder} sees the core's memory`];
      return [];
    });
  });
}

/** Relative imports of modules that are not there; what a build makes lies in core/generated. */
export function missingFaults(modules: Modules): string[] {
  return [...modules].flatMap(([path, text]) =>
    importsOf(path, text, modules)
      .filter((target) => target.endsWith('.ts') && !modules.has(target) && !target.startsWith('core/generated/'))
      .map((target) => `${path} imports ${target}, which does not exist`),
  );
}

/** Rings of imports, each written from its first module back to itself. */
export function cycleFaults(modules: Modules): string[] {
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) faults.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (trail.includes(path) || done.has(path)) return;
    for (const target of importsOf(path, modules.get(path)!, modules))
      if (modules.has(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of modules.keys()) visit(path, []);
  return faults;
}

/** Modules that pass on what others export: the entries of the package alone may, name by name. */
export function barrelFaults(modules: Modules): string[] {
  return [...modules].flatMap(([path, text]) => {
    const passesOn = /^\s*export\b[^'"`;=(]*\bfrom\s*['"]/m.test(text);
    if (path !== 'index.ts' && path !== 'node.ts' && passesOn) return [`${path} exports what another module defines`];
    if (path !== 'index.ts' && posix.basename(path) === 'index.ts') return [`${path} is a second index.ts`];
    return /^\s*export\s*\*/m.test(text) ? [`${path} exports names that it does not spell out`] : [];
  });
}

/** The modules that know the runtimes: of some each gets its own, by the conditions in package.json. */
const ownModules = ['any-thread', 'found-script', 'node-thread', 'web-thread'].map((name) => `jobs/${name}.ts`);

/** Names of one runtime in modules that must run on all: only cli/, node/ and threads may use them, and the page its browser. */
export function platformFaults(modules: Modules): string[] {
  return [...modules]
    .filter(([path]) => !['cli', 'node'].includes(folderOf(path)) && !ownModules.includes(path))
    .flatMap(([path, text]) => {
      const faults = importsOf(path, text).filter((target) => target.startsWith('node:'));
      const names = folderOf(path) === 'playground' ? 'process|Deno|Bun' : 'process|navigator|Deno|Bun';
      const name = new RegExp(`\\b(${names})(?:\\?\\.|\\.|\\[)\\w|\\b(?:typeof |globalThis\\.)(${names})\\b`);
      const found = codeOf(path, text).match(name);
      return [...faults, ...(found ? [found[1] ?? found[2]] : [])].map((fault) => `${path} uses ${fault}`);
    });
}

/** Arithmetic whose last bits depend on the engine. cli/, report/ and playground/ only show numbers. */
export function mathFaults(modules: Modules): string[] {
  const inexact = new RegExp(`\\bMath\\b(?!\\.(?:${exactMath})\\b)(?:\\.\\w+)?`, 'g');
  return [...modules]
    .filter(([path]) => !['cli', 'report', 'playground'].includes(folderOf(path)))
    .flatMap(([path, text]) => {
      const code = codeOf(path, text);
      const found = [...(code.match(inexact) ?? []), ...(withoutTexts(code).match(/\*\*/g) ?? [])];
      return found.map((one) => `${path} uses ${one}`);
    });
}

/** Code without what stands in quotes, which may be code of another language; what a text has put into it stays. */
function withoutTexts(code: string): string {
  return code
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""')
    .replace(/`(?:[^`\\]|\\[\s\S])*`/g, (text) => (text.match(/\$\{[^}]*\}/g) ?? []).join(' '));
}

/** Files longer than a reader holds in mind. */
export function lengthFaults(files: ReadonlyMap<string, string>, limit: number): string[] {
  return [...files]
    .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > limit)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${limit}`);
}
