import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const modules = new URL('../../.ci/release/', import.meta.url);
const { changelogFaults } = await import(new URL('changelog-faults.mjs', modules).href);
const { packageFaults } = await import(new URL('package-faults.mjs', modules).href);

describe('a changelog', () => {
  test('with a dated section of the version in front is well', () => {
    expect(changelogFaults('# Changes\n\n## 1.2.0 (2026-01-31)\n\n- one\n\n## 1.1.0\n', '1.2.0')).toEqual([]);
  });

  test.each([
    [
      'has something unreleased',
      '# Changes\n\n## Unreleased\n\n- one\n\n## 1.2.0 (2026-01-31)\n\n- two\n',
      /"Unreleased"/,
    ],
    ['ends at an older version', '# Changes\n\n## 1.1.0 (2026-01-31)\n\n- one\n', /"1\.1\.0/],
    ['has no date', '# Changes\n\n## 1.2.0\n\n- one\n', /no date/],
    ['says nothing', '# Changes\n\n## 1.2.0 (2026-01-31)\n\n## 1.1.0 (2026-01-01)\n\n- one\n', /empty/],
    ['has no sections', '# Changes\n', /first section/],
  ])('that %s is not', (_, text, message) => {
    expect(changelogFaults(text, '1.2.0').join('\n')).toMatch(message);
  });
});

describe('what is packed', () => {
  let root: string;
  const write = (path: string, text: string, seconds: number) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    utimesSync(join(root, path), seconds, seconds);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ebit-packed-'));
    const description = {
      exports: { '.': { types: './dist/types/index.d.ts', default: './dist/index.js' } },
      bin: { ebit: './dist/ebit.js' },
      files: ['dist', '!dist/**/*.map', 'src/CHANGELOG.md'],
    };
    write('package.json', JSON.stringify(description), 100);
    for (const path of ['dist/index.js', 'dist/ebit.js', 'dist/types/index.d.ts']) write(path, '', 200);
    for (const path of ['src/CHANGELOG.md', 'src/index.ts', 'assembly/index.ts']) write(path, '', 100);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('is well when it is whole and newer than its sources', () => {
    expect(packageFaults(root)).toEqual([]);
  });

  test.each(['src/deep/in/it.ts', 'assembly/index.ts'])('is stale when %s is newer', (path) => {
    write(path, '', 300);
    expect(packageFaults(root)).toEqual([`${join(root, path)} is newer than the build; build again.`]);
  });

  test.each(['dist/index.js', 'dist/ebit.js', 'dist/types/index.d.ts', 'src/CHANGELOG.md'])('lacks %s', (path) => {
    rmSync(join(root, path));
    expect(packageFaults(root).join('\n')).toMatch(`${path}, which is not there`);
  });
});
