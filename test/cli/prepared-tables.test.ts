// A table with gaps and words, from the first training to predictions of other rows.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { callEbit } from './call-ebit.js';
import { written } from './tables.js';
import { temporaryWorkingFolder } from './temporary-folder.js';

const folder = temporaryWorkingFolder();
const lines = Array.from({ length: 40 }, (_, i) => {
  const age = i % 9 === 4 ? '' : String(20 + ((i * 7) % 31));
  const colour = i % 13 === 6 ? 'NA' : ['red', 'green', 'blue'][(i * 5) % 3];
  return `${age},${colour},${i % 2 === 0 ? 'yes' : 'no'},${(i * 3) % 7}.5,${(i * 7) % 31 > 14 ? 'ill' : 'well'}`;
});
const text = `age,colour,smoker,dose,y\n${lines.join('\n')}\n`;
const parties = '--columns A=age,colour --columns B=smoker,dose --label y';
const brief = '--depth 1 --iterations 4 --batch 8';
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const ebit = (words: string) => callEbit(words.split(' '));

beforeAll(async () => {
  written(folder, 't.csv', text);
  written(folder, 'commas.csv', text.replaceAll(',', ';').replaceAll('.', ','));
  const { code } = await ebit(`train --data t.csv ${parties} ${brief} --missing median --words onehot --out filled`);
  expect(code).toBe(0);
});

test('the model keeps what was made of the columns, in a file of version 2', async () => {
  const { version, preparation, scale } = json('filled/model.json');
  expect([version, scale.minimum.length]).toEqual([2, 6]);
  expect(preparation.missing).toBe('median');
  expect(preparation.columns.map(({ kind }: { kind: string }) => kind)).toEqual([
    'number',
    'onehot',
    'onehot',
    'number',
  ]);
  expect(json('filled/config.json').data).toMatchObject({ missing: 'median', words: 'onehot', widths: { A: 4, B: 2 } });
  const { stdout } = await ebit('info filled');
  expect(stdout).toContain('colour: one-hot blue, green, red');
});

test('the summary says what was filled in', () => {
  const gaps = lines.filter((line) => line.startsWith(',')).length;
  expect(json('filled/summary.json').remarks).toContain(`${gaps} values in 1 column filled by the training median`);
});

test('decimal commas and another separator are another way to write the same table', async () => {
  const flags = '--missing median --words onehot --decimal comma --out commas';
  expect((await ebit(`train --data commas.csv ${parties} ${brief} ${flags}`)).code).toBe(0);
  expect(json('commas/summary.json').digest).toBe(json('filled/summary.json').digest);
  expect(json('commas/config.json').data.digest).toBe(json('filled/config.json').data.digest);
});

test('a run goes on, and is measured on its own rows and on its table, with the same words', async () => {
  const again = await ebit(`train --resume filled --data t.csv ${parties} ${brief} --missing median --words onehot`);
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('finished')]);
  const other = await ebit(`train --resume filled --data t.csv ${parties} ${brief} --missing drop --words onehot`);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('has --missing "median", not "drop"')]);
  const own = await ebit('evaluate filled --json');
  const whole = await ebit('evaluate filled t.csv --json');
  expect([own.code, whole.code]).toEqual([0, 0]);
  expect(JSON.parse(own.stdout).training.rows + JSON.parse(own.stdout).validation.rows).toBe(40);
  expect(JSON.parse(whole.stdout).rows).toBe(40);
});

test('predictions take the training median for a gap, and no category for a new word', async () => {
  const { columns } = json('filled/model.json').preparation;
  const head = 'age,colour,smoker,dose';
  written(folder, 'gap.csv', `${head}\n,red,yes,1\n30,violet,no,?\n`);
  written(folder, 'full.csv', `${head}\n${columns[0].median},red,yes,1\n30,NA,no,${columns[3].median}\n`);
  const [gap, full] = [await ebit('predict filled gap.csv'), await ebit('predict filled full.csv')];
  expect([gap.code, gap.stdout]).toEqual([0, full.stdout]);
});

test('a model of complete rows leaves an empty line for others, and names ordinal words that it does not know', async () => {
  const flags = '--missing drop --words ordinal --out dropped';
  const { stdout } = await ebit(`train --data t.csv ${parties} ${brief} ${flags}`);
  const whole = lines.filter((line) => !/^,|NA/.test(line)).length;
  expect(stdout).toContain(`(${40 - whole} of 40 rows dropped, for want of a value)`);
  written(folder, 'new.csv', 'age,colour,smoker,dose\n30,red,no,1\n,red,no,1\n31,blue,yes,2\n');
  const said = await ebit('predict dropped new.csv');
  expect(said.stdout.split('\n').map((line) => line.replace(/[^,]+/g, 'x'))).toEqual([
    'x,x,x,x,x,x',
    'x,x,x,x,x,x',
    ',,,,,',
    'x,x,x,x,x,x',
    '',
  ]);
  expect(said.stderr).toContain('1 of 3 rows lack a value');
  expect(JSON.parse((await ebit('predict dropped new.csv --json')).stdout)[1]).toBeNull();
  written(folder, 'unknown.csv', 'age,colour,smoker,dose\n30,violet,no,1\n');
  const unknown = await ebit('predict dropped unknown.csv');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('"violet" in column "colour" (line 2)')]);
  expect((await ebit('predict dropped new.csv --missing median')).stderr).toContain('keeps no medians');
});
