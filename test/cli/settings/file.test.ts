import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsFromFile } from '../../../src/cli/settings/file.js';
import { resolve } from '../../../src/cli/settings/resolve.js';
import { refusal } from '../../refusal.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const YAML = `
# a network of two
data: clusters
processors:
  - { name: A, qubits: 4, readoutError: 0.01 }
  - { name: B, qubits: 4 }
ebits:
  - { between: [A.0, B.0], fidelity: 0.95 }
depth: 10
`;

test('YAML and JSON say the same', () => {
  const settings = settingsFromFile(file('a.yaml', YAML));
  expect(settings).toEqual({
    data: { kind: 'clusters' },
    network: {
      processors: [
        { name: 'A', qubits: 4, readoutError: 0.01 },
        { name: 'B', qubits: 4 },
      ],
      ebits: [{ between: ['A.0', 'B.0'], fidelity: 0.95 }],
    },
    model: { depth: 10 },
  });
  expect(settingsFromFile(file('a.json', JSON.stringify(settings)))).toEqual(settings);
});

test('what the guide to networks shows of a settings file is one', () => {
  const guide = readFileSync(new URL('../../../src/network/README.md', import.meta.url), 'utf8');
  const [, text] = /```yaml\n(data:[\s\S]*?)```/.exec(guide) ?? [];
  const { network, model } = resolve(settingsFromFile(file('readme.yaml', text)));
  expect([network.processors[1].qubits, model.depth]).toEqual([4, 10]);
});

test('the path of a table counts from the folder of the file', () => {
  const pathIn = (name: string, text: string) => (settingsFromFile(file(name, text)).data as { path?: string }).path;
  expect(pathIn('t.yaml', 'data: tables/x.csv')).toBe(join(folder, 'tables/x.csv'));
  expect(pathIn('w.yaml', 'data: { kind: table, path: tables/x.csv }')).toBe(join(folder, 'tables/x.csv'));
  expect(pathIn('u.yaml', 'data: /there/x.csv')).toBe('/there/x.csv');
  expect(settingsFromFile(file('v.yaml', 'data: chsh')).data).toEqual({ kind: 'chsh' });
});

describe('refused are', () => {
  test.each([
    ['a key twice', 'depth: 1\ndepth: 2\n', 'config', 'is not valid YAML in line 2: Map keys must be unique.'],
    ['a broken bracket', 'data: [\n', 'config', 'is not valid YAML in line'],
    ['a truncated JSON file', '{"depth": 1', 'config', 'is not valid YAML in line'],
    ['an empty file', '', 'config', 'holds null'],
    ['an unknown key', 'dept: 1\n', 'config', 'Did you mean "depth"?'],
    ['an unknown key in a part', 'model: { dept: 1 }\n', 'config', 'unknown key "model.dept". Did you mean "depth"?'],
    ['a key outside of its part', 'network: {}\ndepth: 1\n', 'config', 'unknown key "depth". It stands in "model"'],
  ])('%s', (name, text, code, message) => {
    const error = refusal(() => settingsFromFile(file(`${name}.yaml`, text)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).toContain(`"${join(folder, `${name}.yaml`)}"`);
  });

  test('a file that is not there', () => {
    expect(refusal(() => settingsFromFile(join(folder, 'none.yaml'))).code).toBe('file');
  });
});
