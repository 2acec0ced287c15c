// A trained model's answers to new rows, by the built library: one row and many, in the table's units, as records and as text.
// Goals: one row in 30 us, a row of a batch in 1.2 us. What a table adds is its predictions as objects, and reading it.
import { readTable } from '../src/data/csv.js';
import { fitScale } from '../src/data/scale.js';
import { medianOf } from '../src/statistics.js';
import type { Bench } from './bench.js';
import { built } from './built-library.js';
import { burst, race } from './measure.js';
import { limit, type Row, timeRow } from './row.js';

const name = 'serving';

type Library = Pick<typeof import('../src/index.js'), 'bellNetwork' | 'classifier' | 'openPredictor' | 'qcnn'>;

/** Columns of a table, and the text of so many rows: what is timed is not the data. */
const columns = { A: ['a', 'b', 'c', 'd'], B: ['e', 'f', 'g', 'h'] };
const names = Object.values(columns).flat();
const recordsOf = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    Object.fromEntries(names.map((column, c) => [column, (((8 * n + c) * 37) % 200) / 4])),
  );
const textOf = (count: number) =>
  [names.join(','), ...recordsOf(count).map((record) => Object.values(record).join(','))].join('\n');

export const serving: Bench = {
  name,
  title: 'Answering new rows (two processors of 4 qubits, one ebit, depth 20, a scale)',
  async run({ effort, quick }) {
    const { bellNetwork, classifier, openPredictor, qcnn } = (await import(built())) as Library;
    const batch = quick ? 64 : 3072;
    const text = textOf(batch);
    const { rows, features } = readTable(text, { columns });
    const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }) }).withTable({
      columns: { features: columns, label: { column: 'y', positive: 'ill', negative: 'well' } },
      scale: fitScale(rows, features),
    });
    const predictor = openPredictor(model, { rows: 'raw' });
    const one = Array.from(rows.subarray(0, features));
    const records = recordsOf(batch);
    const [record] = records;
    const figures: [what: string, work: () => void, count: number, most: number | null][] = [
      ['model.predict of one row', () => model.predict(one, { rows: 'raw' }), 1, 30],
      ['predict of one row', () => predictor.predict(one), 1, 30],
      ['probabilityOf a class of one row', () => predictor.probabilityOf('ill', one), 1, 30],
      ['predictTable of one record', () => predictor.predictTable([record]), 1, 30],
      [`predict of a row among ${batch}`, () => predictor.predict(rows), batch, 1.2],
      [`predictTable of a record among ${batch}`, () => predictor.predictTable(records), batch, null],
      [`predictTable of a line among ${batch}`, () => predictor.predictTable(text), batch, null],
    ];
    const found: Row[] = [];
    for (const [what, work, count, most] of figures) {
      const { ours } = await race([burst('ours', work, effort)], effort.rounds);
      const each = ours.map((time) => time / count);
      const goal = most === null ? null : limit(medianOf(each), { most });
      found.push(timeRow(name, what, each, { count: 1, unit: '1/s' }, goal));
    }
    predictor.close();
    return found;
  },
};
