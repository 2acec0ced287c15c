// What the paper claims of the clustered data: what an ebit does to accuracy and loss, and the classical network beside it.
import { signedPoints } from '../../report/verdict.js';
import { meanOf } from '../../statistics.js';
import { dataSetNames } from '../choice.js';
import type { NumberRecord } from '../experiment.js';
import type { Finding } from '../run-experiments.js';
import { type Claim, intervalOf, isThere, pointsText, verdictBesideCoins, verdictByCount } from './claim.js';
import { column, having, pairedBy, recordsOf } from './records.js';

/** Differences that do not matter, as the verdicts on sharing have it. */
const EQUAL = 0.01;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Accuracies on the data sets that stand for A to E, by the names of Table S3. */
function onFive(findings: readonly Finding[]): NumberRecord[] {
  const names: Readonly<Record<string, string>> = {
    DNN: 'dnn',
    'Bell-0': 'bell0',
    'Bell-1': 'bell1',
    '1 coin': 'coin1',
  };
  const table = having(recordsOf(findings, 'table-s3') ?? [], { of: 'chosen' });
  if (table.length > 0) return table.map((one) => ({ ...one, dataSet: one.standsFor }));
  return (recordsOf(findings, 'fig4b') ?? []).map((one) => ({
    ...one,
    learner: names[String(one.learner)] ?? one.learner,
  }));
}

const oneEbitHelps: Claim = {
  text: 'Entanglement improves the accuracy on every data set considered.',
  where: 'abstract, Fig. 4b, Table S3',
  published: 'one ebit: +19.7, +14.9, +12.3, +10.5, +4.3 points on A to E',
  shownBy: ['fig4b', 'table-s3'],
  least: 'full',
  judge(findings) {
    const records = onFive(findings);
    const [nothing, ebit, coin] = ['bell0', 'bell1', 'coin1'].map((learner) => having(records, { learner }));
    if (!isThere(nothing, ebit, coin)) return null;
    const [byEbit, byCoin] = [ebit, coin].map((all) => pairedBy('dataSet', 'accuracy', all, nothing));
    const [interval, ofCoin] = [byEbit, byCoin].map(intervalOf);
    if (interval === null || ofCoin === null) return null;
    const each = byEbit.map((gain, i) => `${dataSetNames[i]} ${signedPoints(gain)}`).join(', ');
    const ours = `${each}; one coin, which is not entangled, ${pointsText(ofCoin)}`;
    if (byEbit.some((gain) => gain <= 0) || interval.low <= 0) return { verdict: 'corrected', ours: `${ours}.` };
    return {
      verdict: verdictBesideCoins(interval.mean, ofCoin.mean),
      ours: `${ours}, ${percent(ofCoin.mean / interval.mean)} of it.`,
    };
  },
};

/** The best of some rivals on the data sets that stand for A to E, which the others are measured apart from. */
function bestOf(records: readonly NumberRecord[], kind: RegExp): string | null {
  const own = records.filter(({ shared }) => kind.test(String(shared)));
  const mean = (shared: string) =>
    meanOf(
      column(
        having(own, { shared }).filter((one) => one.standsFor !== null),
        'accuracy',
      ),
    );
  const names = [...new Set(own.map(({ shared }) => String(shared)))];
  return names.length === 0 ? null : names.reduce((best, name) => (mean(name) > mean(best) ? name : best));
}

/** What is entangled, and what is correlated and separable, by the names that `rivals` gives them. */
const [EBITS, COINS] = [/^\d+ ebits?$/, /^(\d+ coins?|F = 0\.5)$/];

const gainIsNonlocal: Claim = {
  text: 'The gain is one of nonlocality: what the CHSH game shows carries over to learning.',
  where: 'title, abstract',
  published: 'ebits beside nothing shared; no coins',
  shownBy: ['rivals'],
  least: 'full',
  judge(findings) {
    const all = recordsOf(findings, 'rivals') ?? [];
    const byRule = [...new Set(all.map(({ corners }) => corners))].flatMap((corners) => {
      const own = having(all, { corners });
      const [ebit, coin] = [bestOf(own, EBITS), bestOf(own, COINS)];
      if (ebit === null || coin === null) return [];
      const of = (shared: string) => having(own, { shared, standsFor: null });
      const added = intervalOf(pairedBy('dataSeed', 'accuracy', of(ebit), of(coin)));
      const correlated = intervalOf(pairedBy('dataSeed', 'accuracy', of(coin), of('nothing')));
      return added === null || correlated === null ? [] : [{ corners, ebit, coin, added, correlated }];
    });
    if (byRule.length === 0) return null;
    const ours = byRule
      .map(
        ({ corners, ebit, coin, added, correlated }) =>
          `${corners} corners: ${coin} add ${pointsText(correlated)} to nothing shared, ${ebit} ${pointsText(added)} to that`,
      )
      .join('; ')
      .replace(/: (1 coin) add /g, ': $1 adds ');
    const seen = byRule.filter(({ added }) => added.low > 0).length;
    const coinsHelp = byRule.some(({ correlated }) => correlated.low > 0);
    const verdict = !coinsHelp ? verdictByCount(seen, byRule.length) : seen > 0 ? 'bounded' : 'corrected';
    return { verdict, ours: `By the exact mean, ${ours}.` };
  },
};

const population = (findings: readonly Finding[], learner: string): NumberRecord[] =>
  having(recordsOf(findings, 'table-s3') ?? [], { of: 'population', learner });

const asTheClassical: Claim = {
  text: 'A classical network of as many parameters, whose halves cannot talk, does as well as the classifier that shares nothing.',
  where: 'Fig. 4b, Table S3',
  published: 'means over A to E: DNN .817, Bell-0 .808',
  shownBy: ['table-s3'],
  least: 'full',
  judge(findings) {
    const [dnn, nothing] = ['dnn', 'bell0'].map((learner) => population(findings, learner));
    const interval = intervalOf(pairedBy('dataSeed', 'accuracy', dnn, nothing));
    if (interval === null) return null;
    const ours = `DNN minus Bell-0: ${pointsText(interval)}`;
    if (interval.low > 0 || interval.high < 0) return { verdict: 'corrected', ours: `${ours}.` };
    if (interval.low >= -EQUAL && interval.high <= EQUAL) return { verdict: 'confirmed', ours: `${ours}.` };
    return { verdict: 'bounded', ours: `${ours}: no difference seen, one of more than a point not excluded.` };
  },
};

const overTheClassical: Claim = {
  text: 'With one ebit the classifier is better than that classical network.',
  where: 'Fig. 4b, Table S3',
  published: '+3.3 to +20.3 points on A to E',
  shownBy: ['table-s3'],
  least: 'full',
  judge(findings) {
    const [dnn, ebit, coin] = ['dnn', 'bell1', 'coin1'].map((learner) => population(findings, learner));
    const [byEbit, byCoin] = [ebit, coin].map((all) => intervalOf(pairedBy('dataSeed', 'accuracy', all, dnn)));
    if (byEbit === null || byCoin === null) return null;
    const ours = `Bell-1 minus DNN: ${pointsText(byEbit)}; one coin minus DNN: ${pointsText(byCoin)}.`;
    if (byEbit.low <= 0) return { verdict: 'corrected', ours };
    if (verdictBesideCoins(byEbit.mean, byCoin.mean) === 'confirmed') return { verdict: 'confirmed', ours };
    return {
      verdict: 'bounded',
      ours: `${ours} A coin passes it too, so what it lacks is something shared, not anything quantum.`,
    };
  },
};

const lossFalls: Claim = {
  text: 'With an ebit the training loss falls further than with nothing shared, and than that of the classical network.',
  where: 'Fig. 4c',
  published: 'curves of the DNN, Bell-0 and Bell-1',
  shownBy: ['fig4c'],
  least: 'full',
  judge(findings) {
    const records = recordsOf(findings, 'fig4c') ?? [];
    const iteration = Math.max(...column(records, 'iteration'));
    const last = ['Bell-1', '1 coin', 'Bell-0', 'DNN'].map((learner) =>
      column(having(records, { learner, iteration }), 'trainingLoss'),
    );
    if (!isThere(...last)) return null;
    const [ebit, coin, nothing, dnn] = last;
    const [a, b, c, d] = last.map((all) => meanOf(all).toFixed(3));
    const ours = `After ${iteration} iterations Bell-1 ${a}, one coin ${b}, Bell-0 ${c}, DNN ${d}.`;
    if (Math.max(...ebit) >= Math.min(...nothing, ...dnn)) return { verdict: 'corrected', ours };
    return { verdict: verdictBesideCoins(meanOf(nothing) - meanOf(ebit), meanOf(nothing) - meanOf(coin)), ours };
  },
};

/** What is claimed of the clusters. */
export const clusterClaims: readonly Claim[] = [
  oneEbitHelps,
  gainIsNonlocal,
  asTheClassical,
  overTheClassical,
  lossFalls,
];
