// Microseconds of a Fisher matrix over Haar-random inputs, depth 20, N = 100, 264 angles, one thread.
// Rate: points a second, a point being one input with its 264 x 264 contribution. Goals: at most 3 ms with one ebit, and
// with one to four ebits at most 1.4, 2, 2.5 and 3 times the time without.
import { haarUnitaries } from '../src/data/haar.js';
import { openSession } from '../src/models/session.js';
import { medianOf } from '../src/statistics.js';
import { checkAgreement } from './agreement.js';
import type { Bench } from './bench.js';
import { burst, race } from './measure.js';
import { ebitsInWords, paperModel, writeFisherProblem } from './problem.js';
import { limit, type Row, ratioRow, timeRow } from './row.js';

const name = 'fisher';
const points = 100;
const mostByEbits = [undefined, 1.4, 2, 2.5, 3];

/** One unitary on four qubits for each processor of each row. */
export function haarRows(count: number): Float64Array {
  const sides = ['A', 'B'].map((side) => haarUnitaries({ qubits: 4, count, seed: 1, stream: `bench ${side}` }));
  const size = sides[0].length / count;
  const rows = new Float64Array(2 * size * count);
  for (let n = 0; n < count; n++) {
    sides.forEach((side, p) => {
      rows.set(side.subarray(n * size, (n + 1) * size), (2 * n + p) * size);
    });
  }
  return rows;
}

export const fisher: Bench = {
  name,
  title: `The Fisher matrix over ${points} Haar-random inputs, one thread`,
  async run({ effort, quick, peers, folder }) {
    const depth = quick ? 2 : 20;
    const unitaries = haarRows(points);
    const rows: Row[] = [];
    const none = paperModel({ ebits: 0, depth, haar: true });
    const without = openSession(none, unitaries, null);
    const noneMatrix = new Float64Array(none.angles * none.angles);
    for (const ebits of quick ? [1] : [0, 1, 2, 3, 4]) {
      const model = paperModel({ ebits, depth, haar: true });
      const session = openSession(model, unitaries, null);
      const label = `${ebitsInWords(ebits)}, depth ${depth}, ${model.angles} angles`;
      const matrix = new Float64Array(model.angles * model.angles);
      const contenders = [burst(label, () => session.fisher(model.parameters, matrix), effort)];
      if (ebits > 0) contenders.push(burst('no ebits', () => without.fisher(none.parameters, noneMatrix), effort));
      if (peers !== null && ebits === 1) {
        const path = writeFisherProblem(folder, 'fisher', model, unitaries, depth);
        checkAgreement({ fisher: session.fisher(model.parameters) }, await peers.run('jax-heisenberg', path, 1));
        contenders.push({
          name: 'jax-heisenberg',
          sample: async () => medianOf((await peers.run('jax-heisenberg', path, 3)).microseconds),
        });
      }
      const samples = await race(contenders, effort.rounds);
      session.close();
      const times = samples[label];
      const work = { count: points, unit: 'points/s' };
      const reached = ebits === 1 && depth === 20 ? limit(medianOf(times), { most: 3000 }) : null;
      rows.push(timeRow(name, label, times, work, reached));
      rows.push(
        timeRow(
          name,
          '  one point',
          times.map((time) => time / points),
          null,
        ),
      );
      if (ebits > 0) {
        const most = depth === 20 ? mostByEbits[ebits] : undefined;
        rows.push(ratioRow(name, '  ours / without ebits', times, samples['no ebits'], { most }));
      }
      if (samples['jax-heisenberg'] !== undefined) {
        rows.push(timeRow(name, '  jax-heisenberg', samples['jax-heisenberg'], work));
        rows.push(ratioRow(name, '  ours / jax-heisenberg', times, samples['jax-heisenberg']));
      }
    }
    without.close();
    return rows;
  },
};
