// A comparison for people: its table and its sentences.
import { plural } from '../plural.js';
import { percent } from '../report/spread.js';
import { type Cell, textTable } from '../report/text-table.js';
import { pricesText } from '../report/worth-verdict.js';
import type { ComparedArm, Comparison, MeanAccuracy } from './comparison.js';
import { rivalNoiseLines } from './processors.js';

/** `90.2 ± 1.1 %`, the half of the interval. */
export function accuracyText({ mean, high }: MeanAccuracy): string {
  if (high === null) return percent(mean);
  return `${(100 * mean).toFixed(1)} ± ${(100 * (high - mean)).toFixed(1)} %`;
}

/** `61 shots, 61 pairs`. */
function fewestText({ fewest, resource }: ComparedArm, most: number): string {
  if (resource === null) return '';
  if (fewest === null) return `none to ${most}`;
  const { shots, pairs, coins } = fewest;
  const used = [...(pairs === 0 ? [] : [plural(pairs, 'pair')]), ...(coins === 0 ? [] : [plural(coins, 'coin')])];
  return [plural(shots, 'shot'), ...used].join(', ');
}

/** One line an arm. */
export function comparisonTable({ arms, target }: Comparison, emphasis?: (text: string) => string): string {
  const prices = arms[0].prices.map(({ shots }) => shots);
  const head = [
    'shared',
    ...prices.map((shots) => (shots === null ? 'exact mean' : plural(shots, 'shot'))),
    'balanced',
    ...(target === null ? [] : [`for ${percent(target.accuracy)}`]),
  ];
  const rows = arms.map((arm): Cell[] => [
    arm.name,
    ...prices.map((shots) => {
      const at = arm.prices.find((price) => price.shots === shots);
      return at === undefined ? null : accuracyText(at);
    }),
    percent(arm.balancedAccuracy),
    ...(target === null ? [] : [fewestText(arm, target.most)]),
  ]);
  return textTable(head, rows, { emphasis });
}

/** What the table's columns are. */
export function comparisonNote({ arms, seeds, split, target, baseRate }: Comparison): string {
  const count = seeds.reported.length;
  const rows =
    split === null
      ? `validation rows of ${plural(count, seeds.choosing.length === 0 ? 'data set' : 'fresh data set')}`
      : `the ${split.test} test rows of ${plural(count, 'split')}`;
  const prices = pricesText(arms[0].prices.map(({ shots }) => shots));
  const interval = count > 1 ? 'mean ± half of its 95 % interval' : 'one measurement';
  const lines = [
    `Accuracy on ${rows}, each trained for the price that it is measured at, ${prices}; ${interval}.`,
    `Balanced: the mean over both classes, by the exact mean. The larger class has ${percent(baseRate)} of the rows.`,
  ];
  if (target !== null) {
    const where = seeds.choosing.length === 0 ? '' : ', on the rows that numbers are chosen by';
    const found = target.told ? '' : ` (what the best coins reach with the most shots${where}, rounded down)`;
    lines.push(
      `Last column: the fewest shots a decision whose mean accuracy reaches ${percent(target.accuracy)}${found}, and what they use up; ` +
        `of the odd numbers to 101 and 5 % more each to ${target.most}, free weights by the normal approximation.`,
    );
  }
  return lines.join('\n');
}

/** What the comparison says, sentence by sentence, and what that stands on. */
export function verdictLines({ verdict, seeds, processors }: Comparison): string[] {
  const chosen = seeds.choosing.length === 0 ? '' : ' The best numbers of coins and ebits were chosen on other rows.';
  const noise = rivalNoiseLines(processors).map((line) => `${line} The classical models have none.`);
  return [...noise, ...verdict.findings.map(({ sentence }) => sentence), `${verdict.basis}${chosen}`];
}
