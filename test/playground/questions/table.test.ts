import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { handedOverWith } from '../../../src/playground/questions/hand-over.js';
import { dealTable, readTable } from '../../../src/playground/questions/table.js';
import { raceData } from '../../../src/playground/race/data.js';
import { firstDeal, tableColumns } from '../../../src/playground/race/table-file.js';

const text = readFileSync(new URL('../../../src/data/breast-cancer-wisconsin.csv', import.meta.url), 'utf8');
const read = async (content: string | Uint8Array<ArrayBuffer>, name = 'own.csv') => {
  const steps: number[] = [];
  const found = await readTable(new Blob([content]), name, (step: number) => steps.push(step));
  return { ...found, steps, found };
};

describe('readTable', () => {
  it('finds what the page would find itself, and tells its steps', async () => {
    const { settings, columns, prepared, steps, text: own } = await read(text);
    expect(own).toBe(text);
    expect(settings).toMatchObject({ kind: 'table', path: 'own.csv', ...firstDeal(text) });
    expect(columns).toEqual(tableColumns(text));
    expect(prepared).toEqual({ data: raceData({ settings, text }), error: null });
    expect(steps).toEqual([0, 1, 2]);
  });

  it('hands the rows over instead of copying them', async () => {
    const { found } = await read(text);
    const { training, validation } = found.prepared.data!;
    expect(handedOverWith(found)).toEqual(
      expect.arrayContaining([training.rows.buffer, training.labels.buffer, validation?.rows.buffer]),
    );
    expect(handedOverWith({})).toEqual([]);
    expect(handedOverWith(null)).toEqual([]);
  });

  it('takes what older programs wrote', async () => {
    const { text: own } = await read(Uint8Array.from([...'größe,label\n1,a\n2,b\n'].map((one) => one.charCodeAt(0))));
    expect(own).toContain('größe');
  });

  it('says what is no table, and what is too large', async () => {
    await expect(read('')).rejects.toThrow(/empty|no /i);
    const large = { size: 12_000_000 } as Blob;
    await expect(readTable(large, 'large.csv', () => {})).rejects.toThrow(
      'large.csv has 12 MB; give a table of at most 10 MB.',
    );
  });

  it('gives the reason where the rows make no data', async () => {
    const { prepared } = await read('a,label\n1,x\n2,y\n');
    expect(prepared.data).toBeNull();
    expect(prepared.error).toMatch(/holds no column/);
  });
});

describe('dealTable', () => {
  it('deals the text that was read last, or another', async () => {
    const { settings } = await read(text);
    const other = { ...settings, seed: 5 };
    const expected = { data: raceData({ settings: other, text }), error: null };
    expect(dealTable({ settings: other, text: null }).prepared).toEqual(expected);
    expect(dealTable({ settings: other, text }).prepared).toEqual(expected);
  });
});
