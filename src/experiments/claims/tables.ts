// The published numbers themselves: of each table, how many come out again.
import { deviations, eachOnce } from '../comparison.js';
import type { Claim } from './claim.js';
import { verdictByCount } from './claim.js';

/** Within so many published standard deviations a number counts as the same. */
const WITHIN = 2;

/** What is claimed by a table of means with their standard deviations. */
function tableClaim(number: string, what: string, published: string, shownBy: readonly string[]): Claim {
  return {
    text: `The numbers of ${number}: ${what}.`,
    where: number,
    published,
    shownBy,
    least: 'full',
    judge(findings) {
      const own = eachOnce(findings.flatMap(({ findings: { comparisons = [] } }) => comparisons)).filter(
        (one) => one.number.startsWith(`${number}, `) && deviations(one) !== null,
      );
      const tests = own.filter(({ matched }) => !matched);
      if (tests.length === 0) return null;
      const far = (one: (typeof tests)[number]) => Math.abs(deviations(one) as number);
      const met = tests.filter((one) => far(one) <= WITHIN).length;
      const worst = tests.reduce((a, b) => (far(b) > far(a) ? b : a));
      const place = worst.number.slice(number.length + 2);
      const matched = own.length - tests.length;
      return {
        verdict: verdictByCount(met, tests.length),
        ours:
          `${met} of ${tests.length} within two published standard deviations; farthest ${place}, ${worst.ours.toFixed(4)} for ` +
          `${worst.published.toFixed(4)}.${matched === 0 ? '' : ` ${matched} more are matched by choice.`}`,
      };
    },
  };
}

/** What the tables claim number by number; of ranks see the claims on ranks. */
export const tableClaims: readonly Claim[] = [
  tableClaim('Table S2', 'success of single shots', '2 means of 10 starts', ['table-s2']),
  tableClaim('Table S3', 'accuracies on A to E', '15 means of 10 runs', ['table-s3', 'fig4b']),
  tableClaim('Table S4', 'accuracies by depth and ebits', '25 means of 5 runs', ['table-s4', 'fig4d']),
  tableClaim('Table S5', 'accuracies with mixing layers', '5 means of 5 runs beside those of Table S4', [
    'table-s5',
    'fig4e',
  ]),
];
