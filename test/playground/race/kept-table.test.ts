import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainData } from '../../../src/playground/race/data.js';
import { hasKeptTable, keepTable, keptTable, MOST_KEPT } from '../../../src/playground/race/kept-table.js';
import type { TableSettings } from '../../../src/tasks/data/table.js';
import { completeData } from '../../../src/tasks/data-settings.js';
import { pathNames } from '../../../src/tasks/naming.js';

const settings = completeData(
  { kind: 'table', path: 'own.csv', columns: { A: ['a'], B: ['b'] }, label: 'label' },
  pathNames,
) as TableSettings;
const tableOf = (rows: number) => `a,b,label\n${'1,2,x\n3,4,y\n'.repeat(rows / 2)}`;

/** A window's storage with room for so many letters. */
function storage(room: number) {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    removeItem: (name: string) => void items.delete(name),
    setItem(name: string, text: string) {
      const used = [...items].reduce((sum, [own, { length }]) => sum + (own === name ? 0 : length), 0);
      if (used + text.length > room) throw new Error('full');
      items.set(name, text);
    },
  };
}

const later = () => new Promise((resolve) => setTimeout(resolve, 60));
let kept: ReturnType<typeof storage>;

beforeEach(() => {
  kept = storage(5_000_000);
  vi.stubGlobal('sessionStorage', kept);
});
afterEach(() => {
  keepTable({ settings: plainData('chsh'), text: null });
  vi.unstubAllGlobals();
});

describe('a table over a reload', () => {
  it('is kept at once where it is short', () => {
    const choice = { settings, text: tableOf(8) };
    keepTable(choice);
    expect(hasKeptTable()).toBe(true);
    expect(keptTable()).toBe(choice);
  });

  it('is kept in parts where it is long, and only when all of them are there', async () => {
    const choice = { settings, text: tableOf(100_000) };
    keepTable(choice);
    expect(hasKeptTable()).toBe(false);
    await later();
    expect(keptTable()).toBe(choice);
    expect(Math.max(...[...kept.items.values()].map(({ length }) => length))).toBeLessThanOrEqual(250_000);
    // Another window of the browser's that was loaded with the same storage knows nothing but what is kept.
    vi.resetModules();
    const again = await import('../../../src/playground/race/kept-table.js');
    expect(again.keptTable()).toEqual(choice);
    keepTable({ settings: { ...settings, seed: 4 }, text: choice.text });
    expect(keptTable()?.settings).toMatchObject({ seed: 4 });
  });

  it('is not kept where there is no room, or it is too long', async () => {
    vi.stubGlobal('sessionStorage', storage(600_000));
    keepTable({ settings, text: tableOf(200_000) });
    await later();
    expect(keptTable()).toBeNull();
    keepTable({ settings, text: 'x'.repeat(MOST_KEPT + 1) });
    await later();
    expect(hasKeptTable()).toBe(false);
  });

  it('gives way to what is chosen after it', async () => {
    keepTable({ settings, text: tableOf(100_000) });
    keepTable({ settings: plainData('chsh'), text: null });
    await later();
    expect([...kept.items.keys()]).toEqual([]);
  });

  it.each(['', '{', '{"name":"x"}', '{"name":"x","text":3,"seed":0,"deal":{"label":"l","A":[],"B":[]}}'])(
    'is nothing where %j was kept',
    (text) => {
      kept.items.set('ebit-table', text);
      expect(keptTable()).toBeNull();
    },
  );
});
