// What the paper claims of effective dimensions, and of the number of parameters.
import { deviations, eachOnce } from '../comparison.js';
import type { Comparison, NumberRecord } from '../experiment.js';
import { bellText } from '../measured.js';
import type { Finding } from '../run-experiments.js';
import { type Claim, verdictByCount } from './claim.js';
import { column, having, recordsOf } from './records.js';

/** The experiments that measure the published ranks, the fullest first. */
const RANKED = ['table-s6', 'figS6', 'fig2c'] as const;

/** The published ranks that were measured, each once. */
export function ranksOf(findings: readonly Finding[]): Comparison[] {
  const own = findings.filter(({ experiment: { name } }) => RANKED.some((one) => one === name));
  return eachOnce(own.flatMap(({ findings: { comparisons = [] } }) => comparisons)).filter(
    (one) => deviations(one) === null,
  );
}

/** The records of the first of these experiments that was run; none where none was. */
function rankRecords(findings: readonly Finding[]): readonly NumberRecord[] {
  return RANKED.map((name) => recordsOf(findings, name)).find((records) => records !== null) ?? [];
}

const ranksMet: Claim = {
  text: 'Each circuit has the rank of the Fisher matrix that the table gives it.',
  where: 'Table S6, Figs. 2c and S6',
  published: '300 ranks',
  shownBy: RANKED,
  least: 'quick',
  judge(findings) {
    const ranks = ranksOf(findings);
    if (ranks.length === 0) return null;
    const met = ranks.filter(({ published, ours }) => published === ours).length;
    return {
      verdict: verdictByCount(met, ranks.length),
      ours: `${met} of the ${ranks.length} measured are met exactly.`,
    };
  },
};

const growsWithDepth: Claim = {
  text: 'The effective dimension grows with depth, and then levels off.',
  where: 'Fig. 2c, Table S6',
  published: 'by 8 a layer, up to 200 for Bell-0, 256 for Bell-1 to 3, 100 for Bell-4',
  shownBy: RANKED,
  least: 'quick',
  judge(findings) {
    const records = having(rankRecords(findings), { mixing: 0 }).filter(({ published }) => published !== null);
    const depths = column(records, 'depth');
    const deepest = having(records, { depth: Math.max(...depths) });
    if (new Set(depths).size < 2 || deepest.length === 0) return null;
    const grows = deepest.every(
      ({ ebits, rank }) => Number(rank) > Math.min(...column(having(records, { ebits }), 'rank')),
    );
    const ranks = deepest.map(({ ebits, rank }) => `${bellText(Number(ebits))} ${rank}`).join(', ');
    const capped = deepest.filter(({ atCap }) => atCap === true).map(({ ebits }) => bellText(Number(ebits)));
    const ours = `At depth ${Math.max(...depths)}: ${ranks}.`;
    if (!grows) return { verdict: 'corrected', ours };
    if (capped.length === 0) return { verdict: 'confirmed', ours };
    return {
      verdict: 'bounded',
      ours: `${ours} Of these ${capped.join(' and ')} sit on the most that ${deepest[0].inputs} inputs can show.`,
    };
  },
};

/** Ranks of the networks by their number of ebits. */
export interface RanksAt {
  readonly inputs: number;
  readonly ranks: readonly number[];
}

/** The ranks of the deepest circuits without mixing layers by the number of inputs, ascending. */
export function ranksByInputs(findings: readonly Finding[]): readonly (RanksAt & { readonly atCap: boolean })[] {
  const records = having(recordsOf(findings, 'rank-inputs') ?? [], { mixing: 0 });
  return [...new Set(column(records, 'inputs'))]
    .sort((a, b) => a - b)
    .map((inputs) => {
      const own = having(records, { inputs }).sort((a, b) => Number(a.ebits) - Number(b.ebits));
      return { inputs, ranks: column(own, 'rank'), atCap: own.some(({ atCap }) => atCap === true) };
    });
}

/** What the ranks come to with the most inputs; null where they were not measured, or the number of inputs still caps one. */
export function ranksWithMostInputs(findings: readonly Finding[]): RanksAt | null {
  const most = ranksByInputs(findings).at(-1);
  return most === undefined || most.atCap || most.ranks.length < 2 ? null : most;
}

const fewerDimensions: Claim = {
  text: 'Too many ebits make the effective dimension of the parameter space smaller, which is why they lower the accuracy.',
  where: 'abstract, Fig. 2c',
  published: '100 for Bell-4, 256 for Bell-1 to 3, from 100 inputs',
  shownBy: ['rank-inputs'],
  least: 'quick',
  judge(findings) {
    const most = ranksWithMostInputs(findings);
    if (most === null) return null;
    const { inputs, ranks } = most;
    if (ranks[ranks.length - 1] < Math.max(...ranks)) {
      return {
        verdict: 'confirmed',
        ours: `With ${inputs} inputs the ranks are ${ranks.join(', ')} by the number of ebits.`,
      };
    }
    const isSame = ranks.every((rank) => rank === ranks[0]);
    const reached = isSame ? `all ${ranks.length} networks have rank ${ranks[0]}` : `the ranks are ${ranks.join(', ')}`;
    return {
      verdict: 'corrected',
      ours: `With ${inputs} inputs ${reached}: the plateaus are those of the sample, not of the circuits.`,
    };
  },
};

const parameterCount: Claim = {
  text: 'The classifier of depth 20 has 242 parameters.',
  where: 'text',
  published: '242',
  shownBy: RANKED,
  least: 'quick',
  judge(findings) {
    const records = RANKED.flatMap((name) => recordsOf(findings, name) ?? []);
    const [angles] = column(having(records, { ebits: 1, mixing: 0, depth: 20 }), 'parameters');
    if (angles === undefined) return null;
    return {
      verdict: angles + WEIGHTS === 242 || angles === 242 ? 'confirmed' : 'corrected',
      ours: `The circuit that has the published ranks has ${angles} angles, and ${WEIGHTS} weights beside them.`,
    };
  },
};

/** One for each pair of outcomes. */
const WEIGHTS = 4;

/** What is claimed of ranks. */
export const rankClaims: readonly Claim[] = [ranksMet, growsWithDepth, fewerDimensions, parameterCount];
