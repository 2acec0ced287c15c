import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { describeInChromium } from './browser/absence.js';
import { launchChromium, serve } from './browser/headless.js';
import { everywhere } from './everywhere.js';
import { redisAbsence } from './node/redis/launch-redis.js';
import { startRedis } from './node/redis/redis-server.js';
import { type Block, blocksOf } from './readme-blocks.js';
import { shownBy } from './readme-page.js';
import { REDIS, runtimeNames, workplace } from './readme-run.js';

const blocks = blocksOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'));
const place = workplace();
afterAll(() => place.remove());
for (const block of blocks.filter(({ name }) => name !== null)) place.save(block);

const inLanguage = (...languages: readonly string[]) => blocks.filter(({ language }) => languages.includes(language));
const sh = (text: string): Block => ({ language: 'sh', text: `${text}\n`, name: null, line: 1 });
const ts = (text: string): Block => ({ language: 'ts', text: `${text}\n`, name: null, line: 1_000_000 });

describe('README.md', () => {
  test('has something to run in the shell and in a module', () => {
    expect(inLanguage('sh').length).toBeGreaterThan(0);
    expect(inLanguage('ts').length).toBeGreaterThan(0);
  });

  // In the order of the text: a later block may use what an earlier one left.
  for (const block of inLanguage('sh', 'ts').filter(({ name }) => name === null)) {
    const title = `the ${block.language} block at line ${block.line}`;
    const missing = place.missingRuntimes(block).join(' and ');
    // A machine may lack a runtime; the title says so where the results are read.
    if (missing !== '' && !everywhere) {
      test.skip(`NOT CHECKED: ${title}: ${missing} not here; npm ci --prefix .ci/runtimes --ignore-scripts`, () => {});
      continue;
    }
    if (block.text.includes(REDIS) && redisAbsence !== null) {
      test.skip(`NOT CHECKED: ${title}: ${redisAbsence}`, () => {});
      continue;
    }
    test(`${title} runs`, { timeout: 180_000 }, async () => {
      if (block.text.includes(REDIS)) place.useRedis((await startRedis()).url);
      const { status, output } = block.language === 'sh' ? place.runShell(block) : place.runTypeScript(block);
      expect(status, output).toBe(0);
    });
  }

  // Nothing that another block needs may come of one that is skipped where a runtime is missing.
  test('asks of other runtimes nothing but to run a program, each in blocks of its own', () => {
    const words = (text: string) => text.split('\n').map((line) => line.trim().split(' ')[0]);
    const mixed = inLanguage('sh').filter(({ text }) => {
      const programs = words(text).filter((word) => word !== '');
      return (
        programs.some((word) => runtimeNames.includes(word)) && !programs.every((word) => runtimeNames.includes(word))
      );
    });
    expect(mixed.map(({ line, text }) => `line ${line}: ${text}`)).toEqual([]);
  });

  test('runs every program that it names', () => {
    const commands = inLanguage('sh').map(({ text }) => text);
    const names = inLanguage('ts').flatMap(({ name }) => name ?? []);
    expect(names.filter((name) => !commands.some((text) => text.includes(` ${name}`)))).toEqual([]);
    expect(inLanguage('html').filter(({ name }) => name === null)).toEqual([]);
  });

  describeInChromium('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    test.for(inLanguage('html'))('the page at line $line shows its result', async ({ name, text }) => {
      const isBuilt = / from 'ebit'/.test(text);
      const served = await serve(isBuilt ? join(place.folder, 'dist') : place.folder);
      try {
        const { output, faults } = await shownBy(browser, `${served.address}/${name}`);
        expect(faults).toEqual([]);
        expect(output).toMatch(/\d/);
      } finally {
        await served.close();
      }
    });
  });

  test('the modules have the right types', () => {
    const { status, output } = place.checkTypes(inLanguage('ts'));
    expect(status, output).toBe(0);
  });

  test.each(inLanguage('json', 'yaml'))('the $language block at line $line can be parsed', ({ language, text }) => {
    expect(() => (language === 'json' ? JSON.parse(text) : parseYaml(text))).not.toThrow();
  });

  test('links to files that are there', () => {
    const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const targets = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target]) => target);
    expect(targets.filter((target) => !existsSync(new URL(`../${target}`, import.meta.url)))).toEqual([]);
  });
});

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
