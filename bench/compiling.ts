// Compiling a model and predicting with it, from the built library, and with --before from that of another commit in turn.
// Goals: another model of the same structure in 1 ms and a new one in 5 ms, for 768 rows; one row predicted in 30 us.

import { medianOf } from '../src/statistics.js';
import type { Bench } from './bench.js';
import { built, works } from './built-library.js';
import { burst, race } from './measure.js';
import { limit, type Row, ratioRow, timeRow } from './row.js';

const name = 'compiling';

export const compiling: Bench = {
  name,
  title: 'Compiling a model and predicting with it (one ebit, depth 20)',
  async run({ effort, quick, before }) {
    const rowCount = quick ? 64 : 768;
    const batch = quick ? 64 : 3072;
    const ours = await works(built(), rowCount, batch);
    const theirs = before === null ? null : await works(before, rowCount, batch);
    const figures = [
      {
        work: 'same',
        what: `describe and compile a model of a known structure, ${rowCount} rows`,
        most: 1000,
        count: 1,
      },
      {
        work: 'other',
        what: `describe and compile a model of a new structure, ${rowCount} rows`,
        most: 5000,
        count: 1,
      },
      { work: 'one', what: 'predict one row', most: 30, count: 1 },
      { work: 'batch', what: `predict a row among ${batch}`, most: 1.2, count: batch },
    ] as const;
    const rows: Row[] = [];
    for (const { work, what, most, count } of figures) {
      const contenders = [burst('ours', ours[work], effort)];
      if (theirs !== null) contenders.push(burst('before', theirs[work], effort));
      const samples = await race(contenders, effort.rounds);
      const each = samples.ours.map((time) => time / count);
      rows.push(timeRow(name, what, each, { count: 1, unit: '1/s' }, limit(medianOf(each), { most })));
      if (theirs !== null) rows.push(ratioRow(name, '  ours / before', samples.ours, samples.before));
    }
    return rows;
  },
};
