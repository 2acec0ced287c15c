// The running of comparisons with all that they bring along, in one module that is loaded when it is asked for.
import { readText } from '../node/files.js';
import { runComparison } from '../worth/compare.js';
import type { Comparison } from '../worth/comparison.js';
import { type CompareSettings, comparePlan } from '../worth/plan.js';
import { flagNaming } from './settings/resolve.js';
import type { WorthQuestion } from './worth-run.js';

/**
 * Returns comparisons as what can be run and drawn, all checked before the first is run.
 *
 * @throws EbitError 'usage' for settings that mean nothing; as `comparePlan`
 */
export function comparisonQuestions(
  comparisons: readonly { readonly name: string; readonly settings: CompareSettings }[],
): WorthQuestion<Comparison>[] {
  return comparisons.map(({ name, settings }) => {
    const plan = comparePlan(settings, flagNaming, readText);
    return {
      name,
      settings,
      run: (how) => runComparison(plan, how),
      figure: async (answer) => (await import('../worth/comparison-figure.js')).comparisonFigure(answer),
    };
  });
}
