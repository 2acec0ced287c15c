import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Documents below src/ that are no guides: the map of the sources, what is written by a program, records. */
const others = ['src/README.md', 'src/reference.md', 'src/CHANGELOG.md', 'src/data/ATTRIBUTION.md'];

const guides = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.md') && !others.includes(path))
  .sort();

test('every guide is tested', () => {
  const tests = readdirSync(join(root, 'test/guides')).map((name) =>
    readFileSync(join(root, 'test/guides', name), 'utf8'),
  );
  const tested = tests.flatMap((text) => [...text.matchAll(/describeDocument\('([^']+)'\)/g)].map(([, path]) => path));
  expect(tested.sort()).toEqual(guides);
});

test('every guide is linked from the front page', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(guides.filter((path) => !readme.includes(`](${path})`))).toEqual([]);
});

test('the front page stays short', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThan(500);
});
