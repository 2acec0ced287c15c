// Ceilings of XOR games, one thread. Rates: assignments of signs a second; games a second. Goals: coins at most 50 ms with
// 20 by 20 questions and 10 s with 28 by 28; ebits, certified, at most 0.1 s with 16 by 16 and 5 s with 100 by 100; a strategy
// of a named game with 8 questions a player, trained from 10 starts, at most 5 s.
import { bestSigns } from '../src/core/signs.js';
import { ceiling } from '../src/games/ceiling.js';
import { checkCertificate } from '../src/games/certificate.js';
import { game } from '../src/games/game.js';
import { quantumBest } from '../src/games/quantum-ceiling.js';
import { weightsOf } from '../src/games/table.js';
import { trainStrategy } from '../src/strategies/train-strategy.js';
import type { Bench } from './bench.js';
import { burst, race } from './measure.js';
import { limit, type Row, timeRow } from './row.js';
import { median } from './statistics.js';

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

const randomGame = (questions: number) => game(`random ${questions} ${questions} 1`);

export const games: Bench = {
  name,
  title: 'XOR games: ceilings with random labels, and strategies trained from 10 starts; one thread',
  async run({ effort, quick }) {
    const rows: Row[] = [];
    // One call of a second or more says enough.
    const few = (questions: number) => (questions > 24 ? { ...effort, warmUpMicroseconds: 0 } : effort);
    for (const { questions, most } of quick ? coins.slice(0, 1) : coins) {
      const { weights } = randomGame(questions);
      const label = `coins, ${questions} by ${questions} questions`;
      const search = burst(label, () => bestSigns(weights, questions, questions), few(questions));
      const times = (await race([search], questions > 24 ? 1 : effort.rounds))[label];
      const work = { count: 2 ** (questions - 1), unit: 'assignments/s' };
      rows.push(timeRow(name, label, times, work, limit(median(times), { most })));
    }
    for (const { questions, most } of quick ? ebits.slice(0, 1) : ebits) {
      const made = randomGame(questions);
      const label = `ebits, certified, ${questions} by ${questions} questions`;
      const certified = () => checkCertificate(made, quantumBest(weightsOf(made)).certificate);
      const times = (await race([burst(label, certified, few(questions))], questions > 24 ? 3 : effort.rounds))[label];
      rows.push(timeRow(name, label, times, { count: 1, unit: 'games/s' }, limit(median(times), { most })));
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
      rows.push(timeRow(name, label, times, { count: 1, unit: 'games/s' }, limit(median(times), { most: 5_000_000 })));
    }
    const both = 'both, chsh';
    const chsh = game('chsh');
    const times = (await race([burst(both, () => ceiling(chsh), effort)], effort.rounds))[both];
    rows.push(timeRow(name, both, times, { count: 1, unit: 'games/s' }));
    return rows;
  },
};
