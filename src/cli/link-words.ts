// What links give, as text.
import { distilled } from '../links/distillation.js';
import type { Link } from '../links/link.js';
import type { PairAtUse, ShotsOverLinks } from '../links/shots-over-links.js';
import { plural } from '../plural.js';
import { type Cell, textTable } from '../report/text-table.js';

const UNITS = [
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
] as const;

/** A time with three digits and its unit: `20.1 ms`. */
export function timeText(seconds: number): string {
  if (seconds === 0) return '0';
  const [size, unit] = UNITS.find(([least]) => seconds >= 0.9995 * least) ?? UNITS[UNITS.length - 1];
  return `${shown(seconds / size)} ${unit}`;
}

/** A number with three digits. */
function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What a link is called: its ends, or its place. */
export function linkTitle({ between }: Link, place: number, count: number): string {
  return between === null ? (count === 1 ? 'the link' : `link ${place + 1}`) : between.join('-');
}

/** What the pairs of a shot are called, in their order. */
export function pairTitles(links: readonly Link[], pairs: readonly PairAtUse[]): string[] {
  return pairs.map(({ link }, place) => {
    const own = pairs.filter((pair) => pair.link === link);
    const title = linkTitle(links[link], link, links.length);
    const name = title === 'the link' ? 'pair' : title;
    return own.length === 1 ? name : `${name} ${own.indexOf(pairs[place]) + 1}`;
  });
}

/** The least age that so large a part of the pairs does not exceed, in seconds. */
export function ageBelow({ ages }: PairAtUse, part: number): number {
  let left = part;
  return (
    ages.find(({ weight }) => {
      left -= weight;
      return left <= 1e-12;
    }) ?? ages[ages.length - 1]
  ).seconds;
}

/** Where a link distils: what rounds do to new pairs that do not wait. */
function distillationLine(link: Link, title: string): string[] {
  const { protocol, rounds } = link.distil;
  if (rounds === 0) return [];
  const { fidelity, pairs, rounds: done } = distilled(link.weights, link.distil);
  const before = link.weights.phiPlus;
  const chances = done.map(({ success }) => shown(success)).join(', ');
  const gain = fidelity > before ? '' : ' It gains nothing: leave it out, or take another number of rounds.';
  return [
    `Distillation on ${title}, ${plural(rounds, 'round')} of ${protocol}: of new pairs that do not wait, fidelity ` +
      `${before.toFixed(4)} becomes ${fidelity.toFixed(4)}, success ${chances}, ${shown(pairs)} pairs each.${gain}`,
  ];
}

/** What was computed, as tables and sentences. */
export function linkText(links: readonly Link[], found: ShotsOverLinks, emphasis: (text: string) => string): string {
  const made = links.map((link, place): Cell[] => [
    linkTitle(link, place, links.length),
    timeText(link.cycle),
    shown(link.probability),
    link.multiplexing,
    shown(found.pairsPerSecond[place]),
    link.cutoff === Number.POSITIVE_INFINITY ? 'none' : timeText(link.cutoff * link.cycle),
    shown(found.pairsPerShot[place]),
    shown(found.thrownPerShot[place]),
  ]);
  const head = ['link', 'cycle', 'probability', 'at once', 'pairs a second', 'cutoff', 'pairs a shot', 'thrown away'];
  const titles = pairTitles(links, found.pairs);
  const used = found.pairs.map((pair, place): Cell[] => [
    titles[place],
    timeText(pair.meanAge),
    timeText(ageBelow(pair, 0.5)),
    timeText(ageBelow(pair, 0.95)),
    pair.fidelity.toFixed(4) + (found.draws === null ? '' : ` ± ${pair.standardError.toFixed(4)}`),
    pair.weights.phiMinus.toFixed(4),
    pair.weights.psiPlus.toFixed(4),
    pair.weights.psiMinus.toFixed(4),
  ]);
  const usedHead = ['at use', 'mean age', 'median', '95 % below', 'fidelity', 'Φ−', 'Ψ+', 'Ψ−'];
  const { shots, shotsPerSecond, secondsPerShot, secondsError, decisionsPerSecond, draws } = found;
  const error = draws === null ? '' : ` ± ${timeText(secondsError)}`;
  const decisions =
    shots === 1
      ? []
      : [`A decision of ${shots} shots: ${timeText(shots * secondsPerShot)}, ${shown(decisionsPerSecond)} a second.`];
  const method =
    draws === null
      ? `All ${found.joint.length === 1 ? 'there is: one way' : `${found.joint.length} ways`} in which the pairs of a shot come together; exact.`
      : `${draws} shots drawn; ± is one standard error.`;
  return [
    textTable(head, made, { emphasis }),
    textTable(usedHead, used, { emphasis }),
    [
      `A shot: ${timeText(secondsPerShot)}${error}, ${shown(shotsPerSecond)} a second.`,
      ...decisions,
      ...links.flatMap((link, place) => distillationLine(link, linkTitle(link, place, links.length))),
      method,
    ].join('\n'),
  ].join('\n\n');
}
