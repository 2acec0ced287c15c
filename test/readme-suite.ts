import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
import { REDIS, runtimeNames, type Workplace, workplace } from './readme-run.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Tests that a document for users is true: every command and module in it runs, in the order of the text, modules have the
 * right types, pages show their result, what is data can be parsed, and links lead to files that are there.
 *
 * @param document - from the root; README.md stands in a clone, every other in a project that has installed the package
 */
export function describeDocument(document: string): void {
  const markdown = readFileSync(join(root, document), 'utf8');
  const blocks = blocksOf(markdown);
  const inLanguage = (...languages: readonly string[]) => blocks.filter(({ language }) => languages.includes(language));

  describe(document, () => {
    const place = workplace(document === 'README.md' ? 'clone' : 'project');
    afterAll(() => place.remove());
    for (const block of blocks.filter(({ name }) => name !== null)) place.save(block);

    test('has something to run or to read', () => {
      expect(inLanguage('sh', 'ts', 'json').length).toBeGreaterThan(0);
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
      const names = inLanguage('ts').flatMap(({ name }) => name ?? []);
      const commands = inLanguage('sh').map(({ text }) => text);
      // A program may also be started by another one, that names it as a text.
      const programs = inLanguage('ts').map(({ text }) => text);
      const isRun = (name: string) =>
        commands.some((text) => text.includes(` ${name}`)) || programs.some((text) => text.includes(`'${name}'`));
      expect(names.filter((name) => !isRun(name))).toEqual([]);
      expect(inLanguage('html').filter(({ name }) => name === null)).toEqual([]);
    });

    describePages(place, inLanguage('html'));

    if (inLanguage('ts').length > 0) {
      test('the modules have the right types', () => {
        const { status, output } = place.checkTypes(inLanguage('ts'));
        expect(status, output).toBe(0);
      });
    }

    test.each(inLanguage('json', 'yaml'))('the $language block at line $line can be parsed', ({ language, text }) => {
      expect(() => (language === 'json' ? JSON.parse(text) : parseYaml(text))).not.toThrow();
    });

    test('links to files that are there', () => {
      const targets = [...markdown.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target]) => target);
      expect(targets.filter((target) => !existsSync(join(root, dirname(document), target)))).toEqual([]);
    });
  });
}

/** Tests that each page shows a number, asks nothing of another place and has no fault. */
function describePages(place: Workplace, pages: readonly Block[]): void {
  if (pages.length === 0) return;
  describeInChromium('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    test.for(pages)('the page at line $line shows its result', async ({ name, text }) => {
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
}
