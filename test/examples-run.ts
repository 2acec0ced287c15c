import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts of lines that are no expression, whose comments are remarks. */
const STATEMENT = /^\s*(?:const|let|for|if|else|try|while|return|throw|function|import|\/\/|[})\]])/;
/** What a shown value begins with. */
const VALUE = /^(?:-?\d|-?Infinity|NaN|true|false|null|undefined|['"[{])/;

/** The value at the start of a remark, up to the comma, colon or semicolon outside brackets that ends it. */
function valueIn(remark: string): string {
  let depth = 0;
  let quote = '';
  for (const [i, c] of [...remark].entries()) {
    if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if ('[{('.includes(c)) depth++;
    else if (']})'.includes(c)) depth--;
    else if (depth === 0 && ',:;'.includes(c)) return remark.slice(0, i);
  }
  return remark;
}

/** How many decimals the numbers of a value are shown with; an approximate one is right to half of the last. */
function decimalsOf(shown: string): number {
  return Math.max(...[...shown.matchAll(/\.(\d+)/g)].map(([, digits]) => digits.length), 0);
}

/**
 * Turns the values that an example shows into checks.
 *
 * A line `expression; // value` is checked, `// about value` to the decimals that are shown, and an expression followed by
 * lines of comment gives exactly that text.
 */
export function codeWithChecks(code: string): string {
  const lines = code.split('\n');
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const below: string[] = [];
    while (lines[i + 1 + below.length]?.startsWith('//'))
      below.push(lines[i + 1 + below.length].replace(/^\/\/ ?/, ''));
    const [, expression, remark] = line.match(/^(.*?\S);?\s+\/\/ (.*)$/) ?? [null, line.replace(/;$/, ''), ''];
    const about = remark.startsWith('about ');
    const shown = about ? remark.slice('about '.length) : remark;
    if (STATEMENT.test(line) || line.trim() === '') out.push(line);
    else if (VALUE.test(shown)) {
      const value = valueIn(shown);
      out.push(`same(${expression}, ${JSON.stringify(value)}, ${about ? decimalsOf(value) : 0});`);
    } else if (remark === '' && below.length > 0 && /;$|\)$/.test(line)) {
      out.push(`same(${expression}, ${JSON.stringify(JSON.stringify(below.join('\n')))}, 0);`);
      i += below.length;
    } else out.push(line);
  }
  return out.join('\n');
}

/** Says where two values differ, or null; arrays of every kind are alike, 0 is -0, numbers may differ by the tolerance. */
export function differenceFrom(actual: unknown, shown: unknown, tolerance: number): string | null {
  if (typeof actual === 'number' && typeof shown === 'number') {
    const near =
      actual === shown || Math.abs(actual - shown) <= tolerance || (Number.isNaN(actual) && Number.isNaN(shown));
    return near ? null : `${actual}, not ${shown}`;
  }
  if (typeof actual !== 'object' || typeof shown !== 'object' || actual === null || shown === null) {
    return actual === shown ? null : `${JSON.stringify(actual)}, not ${JSON.stringify(shown)}`;
  }
  const isList = (value: object) => Array.isArray(value) || ArrayBuffer.isView(value);
  if (isList(actual) !== isList(shown)) return 'a list and something else';
  const [a, b] = [Object.entries(actual), Object.entries(shown)];
  if (a.length !== b.length) return `${a.length} parts, not ${b.length}`;
  for (const [key, value] of a) {
    const other = b.find(([name]) => name === key);
    const difference = other === undefined ? 'not shown' : differenceFrom(value, other[1], tolerance);
    if (difference !== null) return `${key}: ${difference}`;
  }
  return null;
}

/** Runs an example in which the names stand for the values; whatever it shows is compared. */
export async function runSnippet(code: string, names: Readonly<Record<string, unknown>>): Promise<void> {
  const { code: plain } = transformSync(codeWithChecks(code), { loader: 'ts', target: 'es2022' });
  const same = (actual: unknown, shown: string, decimals: number) => {
    const tolerance = decimals === 0 ? 0 : 0.5000001 * 10 ** -decimals;
    const difference = differenceFrom(actual, new Function(`return (${shown});`)(), tolerance);
    if (difference !== null) throw new Error(`The example shows ${shown}, but: ${difference}`);
  };
  const run = new Function('same', ...Object.keys(names), `return (async () => {\n${plain}\n})();`);
  await run(same, ...Object.values(names));
}

/** What the compiler says against the modules in a folder. */
export function typeFaults(folder: string): string {
  const typeRoots = [join(root, 'node_modules/@types')];
  const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false, typeRoots };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*.ts'], compilerOptions }),
  );
  const words = [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}
