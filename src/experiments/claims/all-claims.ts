// What the paper claims, and how each claim stands after it was measured again.
import type { HtmlTable, Verdict } from '../../report/html-parts.js';
import { type Scale, sizeNames } from '../experiment.js';
import type { Finding } from '../run-experiments.js';
import type { Claim, Judgement } from './claim.js';
import { clusterClaims } from './clusters.js';
import { gameClaims } from './game.js';
import { layerClaims } from './layers.js';
import { rankClaims } from './ranks.js';
import { tableClaims } from './tables.js';

/** All claims: what is said of ranks, of the game, of the data, and then the tables number by number. */
export const claims: readonly Claim[] = [
  ...rankClaims,
  ...gameClaims,
  ...clusterClaims,
  ...layerClaims,
  ...tableClaims,
];

/** A claim with what this run says of it. */
export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly ours: string;
  /** The experiment that shows it and was run; null for none. */
  readonly shownBy: string | null;
}

/** Why a claim cannot be judged by a run at all; null where it can. */
function obstacle({ least }: Claim, { name, choices }: Scale): string | null {
  if (sizeNames.indexOf(name) > sizeNames.indexOf(least)) {
    return `Not judged: the ${name} size is too small for it.`;
  }
  const asked = Object.keys(choices);
  // Ranks depend on none of the choices that the paper leaves open.
  return least === 'full' && asked.length > 0
    ? `Not judged: other choices than the best fit were asked for (${asked.join(', ')}).`
    : null;
}

function toldUnmeasured(claim: Claim, ran: string | null, found: Judgement | null, why: string | null): string {
  if (ran === null) return `“${claim.shownBy[0]}” was not run.`;
  if (why !== null) return found === null ? why : `${why} What came out: ${found.ours}`;
  return 'Too little was measured to judge it.';
}

/** What each claim comes to in a run of some size. */
export function judged(scale: Scale, findings: readonly Finding[]): readonly JudgedClaim[] {
  const names = new Set(findings.map(({ experiment: { name } }) => name));
  return claims.map((claim) => {
    const shownBy = claim.shownBy.find((name) => names.has(name)) ?? null;
    const [found, why] = [claim.judge(findings), obstacle(claim, scale)];
    if (shownBy !== null && found !== null && why === null) return { claim, shownBy, ...found };
    // Of the tiny size not even the numbers say anything.
    const shown = scale.name === 'tiny' ? null : found;
    return { claim, shownBy, verdict: 'unmeasured', ours: toldUnmeasured(claim, shownBy, shown, why) };
  });
}

/** What verdicts are called. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  confirmed: 'confirmed',
  bounded: 'bounded',
  corrected: 'corrected',
  unmeasured: 'not measured here',
};

/** `3 confirmed, 5 bounded, 2 corrected, 1 not measured here`: those of which there are any. */
export function countText(all: readonly JudgedClaim[]): string {
  return (Object.keys(verdictWords) as Verdict[])
    .map((verdict) => ({ verdict, count: all.filter((one) => one.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdictWords[verdict]}`)
    .join(', ');
}

/** All claims of the paper with their verdicts, as a table that leads to what shows them. */
export function claimsTable(scale: Scale, findings: readonly Finding[]): HtmlTable {
  const all = judged(scale, findings);
  return {
    caption:
      `Of ${all.length} claims ${countText(all)}. Confirmed: it comes out again. Bounded: it holds within the limits that are said beside ` +
      'it; most often coins, which are not entangled, do half of it or more. Corrected: it comes out otherwise. Intervals in ' +
      'brackets are of 95 %, paired.',
    head: ['claim', 'verdict', 'measured here', 'published'],
    rows: all.map(({ claim: { text, published, where }, shownBy, verdict, ours }) => [
      text,
      { text: verdictWords[verdict], verdict, ...(shownBy === null ? {} : { href: `#section-${shownBy}` }) },
      ours,
      `${published} (${where})`,
    ]),
  };
}
