import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Mutant {
  readonly file: string;
  readonly function: string;
  readonly line: string;
  readonly becomes: string;
  readonly nth: number;
  readonly text: string;
}

const modules = new URL('../../.ci/', import.meta.url);
const { allMutants, keyOf, mutantsOf } = await import(new URL('mutation/mutants.mjs', modules).href);
const { batchSources } = await import(new URL('mutation/batch.mjs', modules).href);
const { coreSources } = await import(new URL('core/compile.mjs', modules).href);
const sources: ReadonlyMap<string, string> = coreSources();
const all: readonly Mutant[] = allMutants(sources);

describe('mutants', () => {
  test('change one operator, sign, comparison or number each', () => {
    const text = `import { a } from './a';
const SIZE: i32 = 3;
function f(x: v128, n: i32): v128 {
  if (n < 4) return f64x2.neg(x);
  return f64x2.sub(x, f64x2.mul(x, f64x2.splat(0.25))); // never in words: 1 + 1
}
`;
    const found: readonly Mutant[] = mutantsOf('a.ts', text);
    expect(found.map((mutant) => `${mutant.function}: ${mutant.becomes}`)).toEqual([
      ': const SIZE: i32 = 4;',
      ': const SIZE: i32 = 2;',
      'f: if (n <= 4) return f64x2.neg(x);',
      'f: if (n >= 4) return f64x2.neg(x);',
      'f: if (n < 5) return f64x2.neg(x);',
      'f: if (n < 3) return f64x2.neg(x);',
      'f: if (n < 4) return x;',
      'f: return f64x2.add(x, f64x2.mul(x, f64x2.splat(0.25))); // never in words: 1 + 1',
      'f: return f64x2.sub(x, f64x2.neg(f64x2.mul(x, f64x2.splat(0.25)))); // never in words: 1 + 1',
      'f: return f64x2.sub(x, f64x2.mul(x, f64x2.splat(0.25025))); // never in words: 1 + 1',
    ]);
  });

  test('are told apart where lines are equal', () => {
    const found: readonly Mutant[] = mutantsOf('a.ts', 'function f(): void {\n  a += b;\n  a += b;\n}\n');
    expect(found.map(({ nth, text }) => [nth, text.split('\n').slice(1, 3)])).toEqual([
      [1, ['  a -= b;', '  a += b;']],
      [2, ['  a += b;', '  a -= b;']],
    ]);
  });

  test('stand side by side in one module, a copy of their function each', () => {
    const text = `const SIZE: i32 = 3;
export function f<T>(x: T, n: i32): T {
  return x + n;
}
function g(n: i32): void {
  f<i32>(n, -1);
}
`;
    const [, , ...beside]: readonly Mutant[] = mutantsOf('a.ts', text);
    const both = new Map([
      ['a.ts', text],
      ['index.ts', "export { f } from './a';"],
    ]);
    const batch: ReadonlyMap<string, string> = batchSources(both, beside);
    expect(batch.get('a.ts')).toBe(`import { mutant } from './mutant';const SIZE: i32 = 3;
export function f<T>(x: T, n: i32): T { if (mutant == 1) return f__1<T>(x, n);
  return x + n;
}
function f__1<T>(x: T, n: i32): T {
  return x - n;
}
function g(n: i32): void { if (mutant == 2) { g__2(n); return; } if (mutant == 3) { g__3(n); return; } if (mutant == 4) { g__4(n); return; }
  f<i32>(n, -1);
}
function g__2(n: i32): void {
  f<i32>(n, (1));
}
function g__3(n: i32): void {
  f<i32>(n, -2);
}
function g__4(n: i32): void {
  f<i32>(n, -0);
}
`);
    expect(batch.get('index.ts')).toBe("export { chooseMutant } from './mutant';export { f } from './a';");
  });

  test('are not made of constants that the core never reads', () => {
    const layout = 'export const READ = 4;\nexport const UNREAD = 8;\n';
    const found: readonly Mutant[] = allMutants(
      new Map([
        ['layout.ts', layout],
        ['a.ts', 'f(READ);'],
      ]),
    );
    expect(found.map(({ becomes }) => becomes)).toEqual(['export const READ = 5;', 'export const READ = 3;']);
  });

  test('are thousands, each known by its words and different from the core', () => {
    expect(all.length).toBeGreaterThan(3000);
    expect(new Set(all.map(keyOf)).size).toBe(all.length);
    expect(all.filter(({ file, text }) => sources.get(file) === text)).toEqual([]);
    // Every file but those that only pass names on.
    const files = new Set(all.map(({ file }) => file));
    const bare = [...sources].filter(([file, text]) => !files.has(file) && /\bf64x2\.|\bfor \(/.test(text));
    expect(bare.map(([file]) => file)).toEqual([]);
  });

  test('that no test can notice are listed with the reason, and are mutants of the core as it is', () => {
    const groups: readonly { reason: string; mutants: readonly Mutant[] }[] = JSON.parse(
      readFileSync(new URL('mutants.json', modules), 'utf8'),
    );
    const keys = new Set(all.map(keyOf));
    for (const { reason, mutants } of groups) {
      expect(reason).toMatch(/^[A-Z].{20,}\.$/);
      // `npm run mutate -- --tidy` takes out what has changed.
      expect(mutants.filter((mutant) => !keys.has(keyOf(mutant)))).toEqual([]);
    }
  });
});
