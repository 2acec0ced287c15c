// Ceilings of XOR games, one thread. Rates: assignments of signs a second; games a second. Goals: coins at most 50 ms with
// 20 by 20 questions and 10 s with 28 by 28; ebits, certified, at most 0.1 s with 16 by 16 and 5 s with 100 by 100; a strategy
// of a named game with 8 questions a player, trained from 10 starts, at most 5 s.
// Beside the ceilings stands cvxpy's semidefinite program, which is not certified: its value is as good as its solver says.
import { bestSigns } from '../src/core/signs.js';
import { ceiling } from '../src/games/ceiling.js';
import { checkCertificate } from '../src/games/certificate.js';
import { type Game, game } from '../src/games/game.js';
import { margins } from '../src/games/margins.js';
import { quantumBest } from '../src/games/quantum-ceiling.js';
import { weightsOf } from '../src/games/table.js';
import { medianOf } from '../src/statistics.js';
import { trainStrategy } from '../src/strategies/train-strategy.js';
import type { Bench } from './bench.js';
import { burst, type Contender, race } from './measure.js';
import type { Peers } from './peers.js';
import { writeGameProblem } from './problem.js';
import { limit, missingRow, type Row, ratioRow, timeRow } from './row.js';

const name = 'games';

/** Questions a player, and the goal in microseconds. */
const coins = [
  { questions: 20, most: 50_000 },
  { questions: 28, most: 10_000_000 },
];
const ebits = [
  { questions: 16, most: 100_000 },
  { questions: 100, most: 5_000_000 },
];

/** Games of 8 questions a player, with 16 and with 64 pairs. */
const trained = ['chained 8', 'inner-product 3'];
/** Games in which pairs can be exchanged, and one in which they cannot. */
const margined = ['chsh', 'inner-product 3', 'random 8 8 1'];

/** Questions a player up to which cvxpy is asked: beyond it takes minutes. */
const MOST_BESIDE = 16;
/** Clarabel ends at a gap of 1e-8. */
const CLOSE = 1e-6;

/** cvxpy beside ours, once it was seen to find the same value; null where it is not installed. */
async function cvxpy(peers: Peers | null, folder: string, made: Game): Promise<Contender | null> {
  if (peers?.versions.cvxpy === undefined) return null;
  const path = writeGameProblem(folder, made);
  const { value } = await peers.run('cvxpy-ceiling', path, 1);
  const ours = quantumBest(weightsOf(made)).lower;
  if (value === undefined || Math.abs(value - ours) > CLOSE) {
    throw new Error(`cvxpy finds ${value}, ours ${ours}; no ratio is printed.`);
  }
  const sample = async () => medianOf((await peers.run('cvxpy-ceiling', path, 3)).microseconds);
  return { name: 'cvxpy', sample };
}

const randomGame = (questions: number) => game(`random ${questions} ${questions} 1`);

export const games: Bench = {
  name,
  title: 'XOR games: ceilings with random labels, margins, and strategies trained from 10 starts; one thread',
  async run({ effort, quick, peers, folder }) {
    const rows: Row[] = [];
    // One call of a second or more says enough.
    const few = (questions: number) => (questions > 24 ? { ...effort, warmUpMicroseconds: 0 } : effort);
    for (const { questions, most } of quick ? coins.slice(0, 1) : coins) {
      const { weights } = randomGame(questions);
      const label = `coins, ${questions} by ${questions} questions`;
      const search = burst(label, () => bestSigns(weights, questions, questions), few(questions));
      const times = (await race([search], questions > 24 ? 1 : effort.rounds))[label];
      const work = { count: 2 ** (questions - 1), unit: 'assignments/s' };
      rows.push(timeRow(name, label, times, work, limit(medianOf(times), { most })));
    }
    for (const { questions, most } of quick ? ebits.slice(0, 1) : ebits) {
      const made = randomGame(questions);
      const beside = questions <= MOST_BESIDE ? await cvxpy(peers, folder, made) : null;
      const label = `ebits, certified, ${questions} by ${questions} questions`;
      const certified = () => checkCertificate(made, quantumBest(weightsOf(made)).certificate);
      const contenders = [burst(label, certified, few(questions)), ...(beside === null ? [] : [beside])];
      const samples = await race(contenders, questions > 24 ? 3 : effort.rounds);
      const times = samples[label];
      rows.push(timeRow(name, label, times, { count: 1, unit: 'games/s' }, limit(medianOf(times), { most })));
      if (beside === null) continue;
      rows.push(timeRow(name, "  cvxpy's", samples[beside.name], { count: 1, unit: 'games/s' }));
      rows.push(ratioRow(name, '  ours / cvxpy', times, samples[beside.name]));
    }
    if (peers !== null && peers.versions.cvxpy === undefined) {
      rows.push(missingRow(name, 'cvxpy: not installed beside the other peers'));
    }
    for (const words of quick ? margined.slice(0, 1) : margined) {
      const made = game(words);
      const label = `margins, ${words}`;
      const times = (await race([burst(label, () => margins(made), effort)], 3))[label];
      rows.push(timeRow(name, label, times, { count: 1, unit: 'games/s' }));
    }
    for (const words of quick ? trained.slice(0, 1) : trained) {
      const made = game(words);
      const label = `one ebit trained, ${words}`;
      const training = async () => {
        const from = performance.now();
        await trainStrategy(made);
        return 1000 * (performance.now() - from);
      };
      const times = (await race([{ name: label, sample: training }], quick ? 1 : 5))[label];
      rows.push(
        timeRow(name, label, times, { count: 1, unit: 'games/s' }, limit(medianOf(times), { most: 5_000_000 })),
      );
    }
    const both = 'both, chsh';
    const chsh = game('chsh');
    const times = (await race([burst(both, () => ceiling(chsh), effort)], effort.rounds))[both];
    rows.push(timeRow(name, both, times, { count: 1, unit: 'games/s' }));
    return rows;
  },
};
