// The sentences that the report begins with; each is computed from what was measured in this run.
import { signedPoints } from '../report/verdict.js';
import type { WorthContrast, WorthContrastKind } from '../report/worth-contrasts.js';
import { pricesText } from '../report/worth-verdict.js';
import { ranksByInputs, ranksOf, ranksWithMostInputs } from './claims/ranks.js';
import { deviations } from './comparison.js';
import type { Comparison, Scale, Worth } from './experiment.js';
import { bellText } from './measured.js';
import { INPUTS } from './ranks.js';
import type { Finding } from './run-experiments.js';

/** What an experiment says that sharing is worth; null where it was not run. */
function worthOf(findings: readonly Finding[], name: string): Worth | null {
  return findings.find(({ experiment }) => experiment.name === name)?.findings.worth ?? null;
}

/** How the ranks of the networks move with the number of inputs, where they were measured with those of the paper and more. */
function plateausText(findings: readonly Finding[]): string {
  const most = ranksWithMostInputs(findings);
  if (most === null) {
    return ranksByInputs(findings).length === 0
      ? 'whose the plateaus of the rank are was not measured (“rank-inputs”)'
      : 'the inputs were too few to see whose the plateaus of the rank are';
  }
  const { inputs, ranks } = most;
  const isSame = ranks.every((rank) => rank === ranks[0]);
  const published = ranksByInputs(findings).find((one) => one.inputs === INPUTS);
  const moved = (published?.ranks ?? []).flatMap((rank, ebits) =>
    rank < ranks[ebits] ? [`${bellText(ebits)} goes from ${rank} to ${ranks[ebits]}`] : [],
  );
  if (isSame && published !== undefined && moved.length > 0) {
    return (
      `their plateaus are those of the sample: with ${inputs} inputs instead of ${INPUTS} the rank of ${moved.join(' and that of ')}, ` +
      `and all ${ranks.length} networks have the same rank`
    );
  }
  return isSame
    ? `with ${inputs} inputs all ${ranks.length} networks have rank ${ranks[0]}`
    : `with ${inputs} inputs the ranks are ${ranks.join(', ')} by the number of ebits`;
}

/** How many ranks are met, and whose the plateaus are. */
function ranksSentence(findings: readonly Finding[]): string {
  const ranks = ranksOf(findings);
  const met = ranks.filter(({ published, ours }) => published === ours).length;
  const counted =
    ranks.length === 0
      ? 'No published rank was measured in this run'
      : `${met} of the ${ranks.length} published ranks of Fisher matrices that were measured are met exactly`;
  return `${counted}; ${plateausText(findings)}.`;
}

/** `with 2 ebits the accuracy is 1.2 points higher than with 2 coins (95 % interval +0.2 to +2.1), 0.950 instead of 0.938`. */
function differenceText({ first, second, mean, tested, better }: WorthContrast, means: Worth['means'] = {}): string {
  const [ours, other] = [means[first], means[second]];
  const values = ours === undefined || other === undefined ? '' : `, ${ours.toFixed(3)} instead of ${other.toFixed(3)}`;
  if (tested === null) return `${first} minus ${second} is ${signedPoints(mean)} points (not tested)${values}`;
  const interval = `(95 % interval ${signedPoints(tested.low)} to ${signedPoints(tested.high)})`;
  if (better === 0) {
    return `no difference is seen between ${first} and ${second}: ${signedPoints(mean)} points ${interval}${values}`;
  }
  const size = `${Math.abs(100 * mean).toFixed(1)} points ${mean > 0 ? 'higher' : 'lower'}`;
  return `with ${first} the accuracy is ${size} than with ${second} ${interval}${values}`;
}

function contrastOf({ verdict }: Worth, kind: WorthContrastKind, shots: number | null): WorthContrast | undefined {
  return verdict.contrasts.find((one) => one.kind === kind && one.shots === shots);
}

/** What coins do by the exact mean. */
function coinsSentence(worth: Worth | null): string {
  const [coins, ebits] = (['correlated-nothing', 'entangled-nothing'] as const).map((kind) =>
    worth === null ? undefined : contrastOf(worth, kind, null),
  );
  if (worth === null || coins === undefined) return 'What coins do was not measured in this run (“rivals”).';
  const part = ebits === undefined || ebits.mean <= 0 || coins.mean <= 0 ? null : coins.mean / ebits.mean;
  const isMost = coins.better === 1 && part !== null && part >= 1 / 2;
  const share = part === null ? '' : `; that is ${(100 * part).toFixed(0)} % of what the best ebits add`;
  const what = /coin/.test(coins.first)
    ? `Coins, which are not entangled${isMost ? ', do most of what ebits do' : ''}`
    : `What is shared and not entangled${isMost ? ' does most of what ebits do' : ''}`;
  return `${what}: ${differenceText(coins, worth.means)} (exact mean, ${worth.basis})${share}.`;
}

/** What ebits add to coins, by the exact mean and at the number of shots that was chosen beforehand. */
function ebitsSentence(exact: Worth | null, priced: Worth | null): string {
  const added = exact === null ? undefined : contrastOf(exact, 'entangled-correlated', null);
  const primary = priced?.verdict.contrasts.find((one) => one.primary);
  const parts = [
    ...(exact === null || added === undefined
      ? []
      : [
          `by the exact mean ${differenceText(added, exact.means)}, where always saying the larger class is right in ` +
            `${exact.baseRate.toFixed(3)} of the rows`,
        ]),
    ...(primary === undefined ? [] : [`${pricesText([primary.shots])} a decision ${differenceText(primary)}`]),
  ];
  if (parts.length === 0) return 'What ebits add to coins was not measured in this run (“rivals”, “price”).';
  return `What entanglement adds to coins: ${parts.join('; ')}.`;
}

const lowered = (claim: string): string => claim.replace(/^./, (first) => first.toLowerCase());

/** What a decision costs in shots and pairs. */
function priceSentence(worth: Worth | null): string {
  if (worth === null) return 'What a decision costs in shots and pairs was not measured in this run (“price”).';
  const said = worth.verdict.findings
    .flatMap(({ claim }) => claim.split(/(?<=\.) /))
    .map((one) => one.replace(/\.$/, ''));
  return `Where a label is taken from a number of shots (${worth.basis}), ${said.map(lowered).join('; ')}.`;
}

/** Which published means agree, each counted once; those that data sets were chosen by apart. */
function agreementSentence({ name, choices }: Scale, comparisons: readonly Comparison[]): string {
  const means = comparisons.filter((one) => deviations(one) !== null);
  const tests = means.filter(({ matched }) => !matched);
  const matched = means.length - tests.length;
  if (tests.length === 0) return 'No published mean was tested in this run.';
  if (name !== 'full' || Object.keys(choices).length > 0) {
    const why = name === 'full' ? 'with other choices than the best fit' : `in the ${name} size`;
    const [stand, they] = means.length === 1 ? ['mean stands', 'it is'] : ['means stand', 'they are'];
    return `${means.length} published ${stand} beside ours below; ${why} ${they} not counted as agreeing or not.`;
  }
  const within = (limit: number): number => tests.filter((one) => Math.abs(deviations(one) as number) <= limit).length;
  const apart =
    matched === 0
      ? ''
      : `; ${matched} more ${matched === 1 ? 'was' : 'were'} matched by the choice of data sets, and test${matched === 1 ? 's' : ''} nothing`;
  return (
    `Of ${tests.length} published means, each counted once, ours are within one published standard deviation of ${within(1)} ` +
    `and within two of ${within(2)}${apart}.`
  );
}

/** What coarse sizes are not to be taken for. */
function sizeSentences({ name }: Scale): string[] {
  if (name === 'full') return [];
  return [
    name === 'quick'
      ? 'All of this is of the quick size, whose trainings are stopped early: it shows shapes, and is no test of the paper.'
      : 'All of this is of the tiny size, which shows that the program works and says nothing of the physics.',
  ];
}

/**
 * Returns the conclusion of a report, a sentence a paragraph: ranks, what coins do, what ebits add to it, what it costs, which
 * published means agree. What was not run is said not to have been measured; a coarse size says so before all else.
 *
 * @param comparisons - each published number once
 */
export function conclusionOf(
  scale: Scale,
  findings: readonly Finding[],
  comparisons: readonly Comparison[],
): readonly string[] {
  const [rivals, price] = ['rivals', 'price'].map((name) => worthOf(findings, name));
  return [
    ...sizeSentences(scale),
    ranksSentence(findings),
    coinsSentence(rivals),
    ebitsSentence(rivals, price),
    priceSentence(price),
    agreementSentence(scale, comparisons),
  ];
}
