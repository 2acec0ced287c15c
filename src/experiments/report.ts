import type { HtmlReport } from '../report/html-parts.js';
import { claimsTable } from './claims/all-claims.js';
import { agreement, comparisonTable, deviations, eachOnce } from './comparison.js';
import { conclusionOf } from './conclusion.js';
import type { Comparison, ReportTable, Scale, SizeName } from './experiment.js';
import { source } from './published-tables.js';
import type { Finding } from './run-experiments.js';

const SCALE_TEXT: Readonly<Record<SizeName, string>> = {
  full: 'Everything is run with the numbers of iterations, runs and data sets that are named with each result.',
  quick:
    'This is the quick version: fewer iterations, runs and data sets. Accuracies are lower than the published ones ' +
    'because the trainings are stopped early; the comparison below shows the shape of the results, not agreement.',
  tiny: 'This is the tiny version, which tests the program and says nothing about the physics.',
};

/** What the user has asked to be other than the best fit. */
function choicesText({ choices }: Scale): string[] {
  const other = Object.entries(choices).map(([name, value]) => `${name} ${value}`);
  return other.length === 0 ? [] : [`Other than the best fit are, as asked for: ${other.join(', ')}.`];
}

/** What tests ours, what was matched by choice, and how many of the ranks are met, each in a table of its own. */
function summaryTables(comparisons: readonly Comparison[]): ReportTable[] {
  const ranks = comparisons.filter((one) => deviations(one) === null);
  const means = comparisons.filter((one) => deviations(one) !== null);
  const [matched, tests] = [true, false].map((is) => means.filter((one) => one.matched === is));
  const missed = ranks.filter(({ published, ours }) => published !== ours);
  return [
    ...(tests.length === 0
      ? []
      : [comparisonTable('What tests ours. Deviations are in units of the published standard deviation.', tests)]),
    ...(matched.length === 0
      ? []
      : [comparisonTable('Matched by choice: data sets were chosen by these, so they test nothing.', matched)]),
    ...(ranks.length === 0
      ? []
      : [
          {
            caption: 'Ranks, which are met or not.',
            head: ['', 'published', 'ours'],
            rows: [
              [`Table S6, met exactly`, ranks.length, ranks.length - missed.length],
              ...missed.map(({ what, published, ours }) => [what, published, ours]),
            ],
          },
        ]),
  ];
}

/** Where the paper is. */
const PAPER = { text: 'The paper (arXiv:2605.03864)', href: 'https://arxiv.org/abs/2605.03864' };

/** Returns the report about some experiments. */
export function reportOf(scale: Scale, findings: readonly Finding[], version: string): HtmlReport {
  const comparisons = eachOnce(findings.flatMap(({ findings: one }) => one.comparisons ?? []));
  return {
    title: 'The power of entanglement in distributed quantum machine learning, reproduced',
    conclusion: conclusionOf(scale, findings, comparisons),
    claims: claimsTable(scale, findings),
    source: PAPER,
    run: null,
    introduction: [
      `Source of the published numbers: ${source}.`,
      `Made by ebit ${version}. ${SCALE_TEXT[scale.name]}`,
      ...choicesText(scale),
      'The circuit is the one whose ranks agree with Table S6 at every depth. At depth 20 it has 264 angles and 4 weights; ' +
        "the paper's text quotes 242 parameters, which does not follow from its own description.",
      ...(comparisons.length === 0
        ? []
        : [`Each published number is counted once, wherever it is shown. ${agreement(comparisons)}`]),
      ...new Set(findings.flatMap(({ findings: one }) => one.remarks ?? [])),
    ],
    summary: summaryTables(comparisons),
    sections: findings.map(({ experiment, findings: { words, figures = [], tables = [] } }) => ({
      id: experiment.name,
      ...(experiment.part === undefined ? {} : { part: experiment.part }),
      ...(experiment.number === undefined ? {} : { number: experiment.number }),
      title: experiment.title,
      about: experiment.about,
      words,
      figures,
      tables,
    })),
  };
}
