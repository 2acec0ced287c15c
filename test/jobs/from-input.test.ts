import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const library = new URL('../../dist/index.js', import.meta.url).href;
const program = `
const { bellNetwork, chsh, classifier, fitMany, qcnn } = await import(${JSON.stringify(library)});
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const runs = await fitMany(model, chsh(), { iterations: 2, seeds: [1, 2], workers: 2 });
console.log(runs.length);
`;

test.each([
  ['standard input', ['--input-type=module', '-'], program, {}],
  ['-e', ['--input-type=module', '-e', program], '', {}],
  ['-e as CommonJS', ['-e', `(async () => { ${program} })()`], '', {}],
  ['-p', ['-p', `(async () => { ${program} })(), 'begun'`], '', {}],
  ['a program with flags for V8', ['--expose-gc', '--input-type=module', '-e', program], '', {}],
  [
    'a program with flags from the environment',
    ['--input-type=module', '-'],
    program,
    { NODE_OPTIONS: '--no-warnings' },
  ],
])('a program from %s has its workers', (_, words, input, env) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    input,
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, ...env },
  });
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n').at(-1)).toBe('2');
  expect(status).toBe(0);
});
