// What the paper claims of depth, of the number of ebits and of mixing layers, on the data set A.
import type { Interval } from '../../statistics.js';
import type { NumberRecord } from '../experiment.js';
import { bellText, coinText, ebitCounts } from '../measured.js';
import type { Finding } from '../run-experiments.js';
import { type Claim, intervalOf, isThere, pointsText, verdictByCount } from './claim.js';
import { having, pairedBy, recordsOf } from './records.js';

/** The deepest circuits of Table S4. */
const DEEPEST = 25;
/** The shallowest. */
const SHALLOWEST = 5;

/** Trainings by depth: on A by any of both experiments, over the population by the table. */
function byDepth(findings: readonly Finding[], on: string, values: NumberRecord): NumberRecord[] {
  const records = recordsOf(findings, 'table-s4') ?? recordsOf(findings, 'fig4d') ?? [];
  return having(records, { on, mixing: 0, ...values });
}

function gainOf(first: readonly NumberRecord[], second: readonly NumberRecord[]): Interval | null {
  return isThere(first, second) ? intervalOf(pairedBy('number', 'accuracy', first, second)) : null;
}

const deeperIsBetter: Claim = {
  text: 'Deeper circuits are more accurate.',
  where: 'Fig. 4d, Table S4',
  published: 'from depth 5 to 25: Bell-0 .721 to .746, Bell-1 .794 to .946, Bell-4 .778 to .813',
  shownBy: ['fig4d', 'table-s4'],
  least: 'full',
  judge(findings) {
    const gains = ebitCounts.flatMap((ebits) => {
      const of = (depth: number) => byDepth(findings, 'A', { ebits, coins: 0, depth });
      const gain = gainOf(of(DEEPEST), of(SHALLOWEST));
      return gain === null ? [] : [{ name: bellText(ebits), gain }];
    });
    if (gains.length === 0) return null;
    const better = gains.filter(({ gain }) => gain.low > 0).length;
    return {
      verdict: verdictByCount(better, gains.length),
      ours: `From depth ${SHALLOWEST} to ${DEEPEST}: ${gains.map(({ name, gain }) => `${name} ${pointsText(gain)}`).join(', ')}.`,
    };
  },
};

const twoAreBest: Claim = {
  text: 'A second ebit adds to the first.',
  where: 'Fig. 4d, Table S4',
  published: 'Bell-1 .946, Bell-2 .965 at depth 25',
  shownBy: ['table-s4', 'fig4d'],
  least: 'full',
  judge(findings) {
    const gain = (on: string) => {
      const of = (ebits: number) => byDepth(findings, on, { ebits, coins: 0, depth: DEEPEST });
      return gainOf(of(2), of(1));
    };
    const found = [
      { on: 'on A', gain: gain('A') },
      { on: 'over the population', gain: gain('population') },
    ].flatMap(({ on, gain: one }) => (one === null ? [] : [{ on, gain: one }]));
    if (found.length === 0) return null;
    const better = found.filter((one) => one.gain.low > 0).length;
    const isUndecided = found.some((one) => one.gain.low <= 0 && one.gain.high >= 0);
    const texts = found.map((one) => `${one.on} ${pointsText(one.gain)}`);
    return {
      verdict: better === 0 && isUndecided ? 'bounded' : verdictByCount(better, found.length),
      ours: `Bell-2 minus Bell-1 at depth ${DEEPEST}: ${texts.join(', ')}.`,
    };
  },
};

const excessHurts: Claim = {
  text: 'Too much entanglement lowers the accuracy.',
  where: 'abstract, Fig. 4d, Table S4',
  published: 'Bell-2 .965, Bell-4 .813 at depth 25',
  shownBy: ['fig4d', 'table-s4'],
  least: 'full',
  judge(findings) {
    const of = (ebits: number, coins: number) => byDepth(findings, 'A', { ebits, coins, depth: DEEPEST });
    const ebits = gainOf(of(4, 0), of(2, 0));
    if (ebits === null) return null;
    const coins = gainOf(of(0, 4), of(0, 2));
    const too = coins === null ? '' : `; ${coinText(4)} minus two ${pointsText(coins)}`;
    const ours = `Four ebits minus two at depth ${DEEPEST}: ${pointsText(ebits)}${too}.`;
    if (ebits.low > 0) return { verdict: 'corrected', ours };
    return { verdict: ebits.high < 0 ? 'confirmed' : 'bounded', ours };
  },
};

/** What mixing layers do to a network on A. */
function mixed(findings: readonly Finding[], ebits: number): Interval | null {
  const records = having(recordsOf(findings, 'fig4e') ?? recordsOf(findings, 'table-s5') ?? [], {
    on: 'A',
    ebits,
    coins: 0,
  });
  const isMixed = ({ mixing }: NumberRecord) => Number(mixing) > 0;
  return gainOf(
    records.filter(isMixed),
    records.filter((one) => !isMixed(one)),
  );
}

const mixingMends: Claim = {
  text: 'Mixing layers before the embedding give four ebits back what they have lost.',
  where: 'Fig. 4e, Table S5',
  published: 'Bell-4 .806 to .903',
  shownBy: ['fig4e', 'table-s5'],
  least: 'full',
  judge(findings) {
    const gain = mixed(findings, 4);
    if (gain === null) return null;
    const verdict = gain.low > 0 ? 'confirmed' : gain.high < 0 ? 'corrected' : 'bounded';
    return { verdict, ours: `Bell-4 with mixing layers minus without: ${pointsText(gain)}.` };
  },
};

const mixingSparesOthers: Claim = {
  text: 'The other networks are the same with mixing layers as without.',
  where: 'Fig. 4e, Table S5',
  published: 'Bell-0 to 3: +.8, −.2, +.5, +.2 points',
  shownBy: ['fig4e', 'table-s5'],
  least: 'full',
  judge(findings) {
    const gains = [0, 1, 2, 3].flatMap((ebits) => {
      const gain = mixed(findings, ebits);
      return gain === null ? [] : [{ name: bellText(ebits), gain }];
    });
    if (gains.length === 0) return null;
    const same = gains.filter(({ gain }) => gain.low <= 0 && gain.high >= 0).length;
    return {
      verdict: verdictByCount(same, gains.length),
      ours: `With minus without: ${gains.map(({ name, gain }) => `${name} ${pointsText(gain)}`).join(', ')}.`,
    };
  },
};

/** What is claimed of depth, ebits and mixing. */
export const layerClaims: readonly Claim[] = [deeperIsBetter, twoAreBest, excessHurts, mixingMends, mixingSparesOthers];
