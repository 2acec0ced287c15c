import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { networkFromFile } from '../../../src/cli/settings/network-file.js';
import { network } from '../../../src/network/network.js';
import { networkOf } from '../../../src/tasks/network-settings.js';
import { refusal } from '../../refusal.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const YAML = `
# a testbed
processors:
  - name: Alice
    qubits: 2
    readoutError: 0.02
    noise:
      - { after: [cz, rzz], channel: depolarizing, p: 0.01 }
      - { after: one-qubit, channel: thermal, t1: 1.0e-3, t2: 5.0e-4, time: 1.0e-6 }
  - { name: Bob, qubits: 1 }
ebits:
  - { between: [Alice.0, Bob.0], fidelity: 0.95 }
`;

const spec = {
  processors: [
    {
      name: 'Alice',
      qubits: 2,
      readoutError: 0.02,
      noise: [
        { after: ['cz', 'rzz'], channel: 'depolarizing', p: 0.01 },
        { after: 'one-qubit', channel: 'thermal', t1: 1e-3, t2: 5e-4, time: 1e-6 },
      ],
    },
    { name: 'Bob', qubits: 1 },
  ],
  ebits: [{ between: ['Alice.0', 'Bob.0'], fidelity: 0.95 }],
} as const;

test('a network in YAML or JSON is the network of the library', () => {
  const yaml = networkFromFile(file('a.yaml', YAML));
  expect(yaml).toEqual(spec);
  expect(networkOf(yaml)).toEqual(network(spec));
  expect(networkFromFile(file('a.json', JSON.stringify(spec)))).toEqual(yaml);
});

test('a network without ebits has none, where settings without a word about them have one', () => {
  const processors = [
    { name: 'A', qubits: 1 },
    { name: 'B', qubits: 1 },
  ];
  expect(networkFromFile(file('b.json', JSON.stringify({ processors })))).toEqual({ processors, ebits: [] });
});

test.each([
  ['no grammar', 'processors: [', 'config', 'not valid YAML'],
  ['no processors', 'ebits: []', 'network', 'lacks "processors"'],
  ['a slip', YAML.replace('noise:', 'nois:'), 'network', 'unknown key "processors.0.nois"'],
  ['a number as text', YAML.replace('p: 0.01', 'p: "1%"'), 'network', '"processors.0.noise.0.p"'],
  [
    'too much',
    YAML.replace('p: 0.01', 'p: 1.01'),
    'range',
    'c.yaml": The noise of processor "Alice", depolarizing, has p',
  ],
  ['a coherence too long', YAML.replace('5.0e-4', '2.1e-3'), 'range', 't2 = 0.0021 above 2 t1 = 0.002'],
  ['no gate', YAML.replace('rzz', 'rzzz'), 'network', 'Did you mean "rzz"?'],
  ['no processor', YAML.replace('Bob.0]', 'Bill.0]'), 'network', 'c.yaml": '],
])('%s is refused, with the file', (_, text, code, words) => {
  const path = file('c.yaml', text);
  const error = refusal(() => networkFromFile(path));
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  expect(error.message).toContain('c.yaml"');
});

test('a file that is not there', () => {
  expect(refusal(() => networkFromFile(join(folder, 'none.yaml'))).code).toBe('file');
});
