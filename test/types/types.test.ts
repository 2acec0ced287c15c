import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'ebit-types-'));
afterAll(() => rmSync(place, { recursive: true }));

/** What the compiler says of some files, with the project's own settings; nothing if all is well. */
function saidOf(include: readonly string[]): string {
  const typeRoots = [join(root, 'node_modules/@types')];
  const config = { extends: join(root, 'tsconfig.json'), include, compilerOptions: { typeRoots } };
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(config));
  const words = [join(root, 'node_modules/typescript/bin/tsc'), '-p', place];
  return spawnSync(process.execPath, words, { cwd: place, encoding: 'utf8' }).stdout;
}

const files = readdirSync(here).filter((name) => name.endsWith('.types.ts'));

describe('the types of the public surface', () => {
  test('promise what these files say', () => {
    expect(files.length).toBeGreaterThan(1);
    expect(saidOf([join(here, '*.ts')])).toBe('');
  });

  test('are noticed when they promise something else', () => {
    const faults = [
      "same<Model['angles'], string>();",
      "same<Model['angles'], number | undefined>();",
      'same<{ a: Model }, { readonly a: Model }>();',
      '// @ts-expect-error an angle count is a number\nsome<Model>().angles.toFixed();',
    ];
    faults.forEach((fault, i) => {
      writeFileSync(
        join(place, `fault-${i}.ts`),
        `import type { Model } from ${JSON.stringify(join(root, 'src/index.js'))};
import { same, some } from ${JSON.stringify(join(here, 'same.js'))};
export const used: readonly unknown[] = [same, some<Model>];
${fault}
`,
      );
    });
    const said = saidOf(['fault-*.ts']);
    expect(faults.filter((_, i) => !said.includes(`fault-${i}.ts(4,`))).toEqual([]);
  });

  test('are seen through the surface alone, so that the package can be asked the same', () => {
    for (const name of files) {
      const imports = readFileSync(join(here, name), 'utf8').matchAll(/ from '([^']+)'/g);
      expect([...imports].map(([, target]) => target)).toEqual(['../../src/index.js', './same.js']);
    }
  });
});
