// The step of networks of many processors, one thread, and what the core's memory comes to. Rate: samples a second.
// Goals: a ring of 8 processors of 4 qubits, depth 10, 256 rows, parity weights, at most 1.5 ms; a ring of 16 in under 200 MB.
import { Arena } from '../src/core/arena.js';
import { classifier } from '../src/models/classifier.js';
import type { Model } from '../src/models/model-types.js';
import { qcnn } from '../src/models/qcnn.js';
import { openSession } from '../src/models/session.js';
import { network } from '../src/network/network.js';
import type { NetworkSpec } from '../src/network/network-spec.js';
import { medianOf } from '../src/statistics.js';
import type { Bench } from './bench.js';
import { burst, race } from './measure.js';
import { randomData } from './problem.js';
import { limit, type Row, ratioRow, timeRow } from './row.js';

const name = 'networks';

const letters = [...'ABCDEFGHIJKLMNOP'];

function modelOf(
  spec: Partial<NetworkSpec>,
  processors: number,
  qubits: number,
  weights: Model['weightForm'],
  depth: number,
) {
  const own = letters.slice(0, processors).map((letter) => ({ name: letter, qubits }));
  return classifier({ network: network({ processors: own, ...spec }), circuit: qcnn({ depth }), weights, seed: 1 });
}

/** Each processor shares an ebit with the next. */
function ring(processors: number): Partial<NetworkSpec> {
  const ebits = letters
    .slice(0, processors)
    .map((letter, p) => ({ between: [`${letter}.1`, `${letters[(p + 1) % processors]}.0`] as const }));
  return { ebits };
}

/** Each of five processors shares an ebit with each other one. */
function complete(): Partial<NetworkSpec> {
  const used = new Array<number>(5).fill(0);
  const end = (p: number): string => `${letters[p]}.${used[p]++}`;
  const ebits = [0, 1, 2, 3].flatMap((a) =>
    Array.from({ length: 4 - a }, (_, i) => ({ between: [end(a), end(a + 1 + i)] as const })),
  );
  return { ebits };
}

function ghz(parties: number): Partial<NetworkSpec> {
  return { shares: [{ between: letters.slice(0, parties).map((letter) => `${letter}.0`), state: 'ghz' }] };
}

/** The bytes that a session asks of the core. */
function sessionBytes(open: () => void): number {
  const { reserve } = Arena.prototype;
  let bytes = 0;
  Arena.prototype.reserve = function (asked) {
    bytes += asked;
    return reserve.call(this, asked);
  };
  try {
    open();
    return bytes;
  } finally {
    Arena.prototype.reserve = reserve;
  }
}

export const networks: Bench = {
  name,
  title: 'A training step of many processors, qcnn, 256 rows, one thread',
  async run({ effort, quick }) {
    const depth = quick ? 1 : 10;
    const joined = 'ring of 8, 4 qubits each, parity weights';
    const listed = 'ring of 8, 4 qubits each, free weights';
    const large = 'ring of 16, 2 qubits each, parity weights';
    const cases = [
      { label: joined, model: modelOf(ring(8), 8, 4, 'parity', depth) },
      { label: listed, model: modelOf(ring(8), 8, 4, 'free', depth) },
      { label: large, model: modelOf(ring(16), 16, 2, 'parity', depth) },
      { label: 'GHZ state of 8, 2 qubits each, parity weights', model: modelOf(ghz(8), 8, 2, 'parity', depth) },
      {
        label: 'five joined with each other, 4 qubits each, free weights',
        model: modelOf(complete(), 5, 4, 'free', 1),
      },
    ].map(({ label, model }) => {
      const data = randomData(
        model.features.reduce((sum, own) => sum + own, 0),
        256,
      );
      const gradient = new Float64Array(model.parameters.length);
      let session: ReturnType<typeof openSession> | null = null;
      const bytes = sessionBytes(() => {
        session = openSession(model, data.rows, data.labels);
      });
      const step = (): number => session?.step(model.parameters, null, 'mse', gradient) ?? 0;
      return { label, bytes, contender: burst(label, step, effort), close: () => session?.close() };
    });
    const times = await race(
      cases.map(({ contender }) => contender),
      effort.rounds,
    );
    const goals: Readonly<Record<string, number>> = quick ? {} : { [joined]: 1500 };
    const rows: Row[] = cases.flatMap(({ label, bytes, close }) => {
      close();
      const most = goals[label];
      const goal = most === undefined ? undefined : limit(medianOf(times[label]), { most });
      const megabytes = label === large ? limit(bytes, { most: 200e6 }) : null;
      return [
        timeRow(name, label, times[label], { count: 256, unit: 'samples/s' }, goal),
        { bench: name, what: '  memory', value: bytes, unit: 'bytes', quartiles: null, rate: null, goal: megabytes },
      ];
    });
    return [...rows, ratioRow(name, '  ring of 8: parity / free', times[joined], times[listed])];
  },
};
