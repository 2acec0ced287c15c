import { transformSync } from 'esbuild';
import { afterEach, expect, test, vi } from 'vitest';
import { asyncDisposable, disposable } from '../src/disposal.js';

afterEach(() => vi.unstubAllGlobals());

/** Runs a program with `using` in it as compilers write it for runtimes that do not know the word. */
function run<T>(program: string, given: Record<string, unknown>): T {
  const { code } = transformSync(`async function program() { ${program} }`, { target: 'es2022' });
  return new Function(...Object.keys(given), `${code}; return program();`)(...Object.values(given)) as T;
}

/** The symbols of a runtime that does not know these yet. */
function withoutSymbols(): void {
  const { dispose: _, asyncDispose: __, ...known } = Object.getOwnPropertyDescriptors(Symbol);
  vi.stubGlobal('Symbol', Object.defineProperties({}, known));
}

const cases = [
  ['a runtime that has its symbols', () => {}],
  ['a runtime that has not', withoutSymbols],
] as const;

test.each(cases)('using closes at the end of its block, in %s', async (_, prepare) => {
  prepare();
  const close = vi.fn();
  const open = () => disposable({ close, size: 3 });
  expect(await run('using it = open(); return [it.size, close.mock.calls.length];', { open, close })).toEqual([3, 0]);
  expect(close).toHaveBeenCalledOnce();
});

test.each(cases)('await using waits until all is closed, in %s', async (_, prepare) => {
  prepare();
  const said: string[] = [];
  const open = () =>
    asyncDisposable({
      async close() {
        await Promise.resolve();
        said.push('closed');
      },
    });
  await run('{ await using it = open(); said.push("used"); } said.push("after");', { open, said });
  expect(said).toEqual(['used', 'closed', 'after']);
});

test('it is the same object, and no key of it is a word', () => {
  const opened = { close() {} };
  expect(disposable(opened)).toBe(opened);
  expect(Object.keys(opened)).toEqual(['close']);
});
