import { afterAll, describe, expect, test } from 'vitest';
import { type Block, blocksOf } from './readme-blocks.js';
import { workplace } from './readme-run.js';
import { describeDocument } from './readme-suite.js';

const place = workplace('clone');
afterAll(() => place.remove());

const sh = (text: string): Block => ({ language: 'sh', text: `${text}\n`, name: null, line: 1 });
const ts = (text: string): Block => ({ language: 'ts', text: `${text}\n`, name: null, line: 1_000_000 });

describeDocument('README.md');

describe('blocksOf', () => {
  test('finds blocks and their lines', () => {
    expect(blocksOf('a\n```sh\nls\n```\n\n~~~~text\n```\n~~~~\n')).toEqual([
      { language: 'sh', text: 'ls\n', name: null, line: 2 },
      { language: 'text', text: '```\n', name: null, line: 6 },
    ]);
  });

  test.each([
    ['ts', '// seeds.mjs', 'seeds.mjs'],
    ['html', '<!-- page.html -->', 'page.html'],
    ['yaml', '# run.yaml', 'run.yaml'],
    ['ts', '// seeds.mjs is a file', null],
    ['ts', '// ../seeds.mjs', null],
    ['ts', 'run(); // seeds.mjs', null],
  ])('finds the name of a %s file in %j', (language, first, name) => {
    expect(blocksOf(`\`\`\`${language}\n${first}\nmore\n\`\`\`\n`)[0].name).toBe(name);
  });

  test.each([
    ['an opt-out', '```sh no-run\nls\n```\n', 'line 1: a block of "sh no-run"'],
    ['another name for a language', '```bash\nls\n```\n', 'line 1: a block of "bash"'],
    ['no language', '\n```\nls\n```\n', 'line 2: a block of ""'],
    ['an open block', '```sh\nls\n', 'line 1: the block is not closed'],
  ])('refuses %s', (_, markdown, words) => {
    expect(() => blocksOf(markdown)).toThrow(words);
  });
});

describe('a broken README is noticed:', () => {
  test.each([
    ['a failing command', 'false'],
    ['a failing command before a good one', 'false\ntrue'],
    ['a pipe, which would hide a failure', 'true | cat'],
    ['a program that is not there', 'no-such-program-anywhere'],
    ['an unknown command of ebit', 'ebit no-such-command'],
    ['the same through npx', 'npx ebit no-such-command'],
    ['another program through npx', 'npx cowsay hello'],
    ['a script that package.json lacks', 'npm run no-such-script'],
    ['another package', 'npm install no-such-package'],
    ['another package for development', 'npm install --save-dev no-such-package'],
    ['a build without a page', 'npx vite build nowhere'],
    ['another command of npm', 'npm publish'],
    ['another command of git', 'git push'],
  ])('%s', (_, text) => {
    expect(place.runShell(sh(text)).status).not.toBe(0);
  });

  test.each([
    'npm install',
    'npm ci',
    'npm install ebit',
    'npm install ebit bullmq ioredis',
    'npm install ebit @observablehq/plot linkedom @resvg/resvg-js',
    'npm start',
    'npm test',
    'npm run bench -- --peers python3',
    'git clone https://example.org/someone/ebit.git other\ncd other\nls src/data/*.csv',
    'ls src/data/*.csv',
    'ebit --help',
    'npx ebit --help',
  ])('but not in %j', (text) => {
    const { status, output } = place.runShell(sh(text));
    expect(status, output).toBe(0);
  });

  test('a module that throws, that imports what is not exported, or that does not parse', () => {
    expect(place.runTypeScript(ts('const a: number = 1;\nif (a === 1) throw new Error("no");')).status).toBe(1);
    expect(place.runTypeScript(ts("import { noSuchName } from 'ebit';\nnoSuchName();")).status).toBe(1);
    expect(() => place.runTypeScript(ts('const a = ;'))).toThrow();
  });

  test('a module with a wrong type', () => {
    const outcome = place.checkTypes([ts("const a: number = 'one';")]);
    expect(outcome.output).toContain('line-1000000.ts');
    expect(outcome.status).not.toBe(0);
  });
});
