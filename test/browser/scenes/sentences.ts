// What must be true of whatever a scene says, found again from the numbers that stand beside it: each check reads the text as a
// reader does and shares no code with what wrote it.
import { expect } from 'vitest';

/** A pair of one fidelity beyond this is entangled; up to it, it is separable. */
const SEPARABLE = 1 / 2;
/** The best S of a Werner pair: 2 sqrt 2 (4 F - 1) / 3. */
const bestScore = (fidelity: number) => (2 * Math.SQRT2 * (4 * fidelity - 1)) / 3;
/** Half of the last of two decimals, and of three. */
const [TWO, THREE] = [0.0051, 0.00051];

/** A number as the page writes it: a real minus, and no zero before the point. */
function numberOf(text: string): number {
  return Number(text.replace('−', '-').replace(/\s/g, ''));
}

/** The text's first match, its groups as numbers. */
function numbers(text: string, pattern: RegExp): number[] | null {
  const found = pattern.exec(text);
  return found === null ? null : found.slice(1).map(numberOf);
}

/** All matches of a pattern, the groups as they stand. */
const all = (text: string, pattern: RegExp): string[][] => [...text.matchAll(pattern)].map((found) => found.slice(1));

/** No value shows through that is none. */
export function expectWords(text: string): void {
  expect(text.length).toBeGreaterThan(100);
  expect(text).not.toMatch(/NaN|undefined|Infinity|\[object|\bnull\b|-\d/);
}

/** Every chance to win beside an S is that of the S: 1/2 + S / 8. */
export function expectScores(text: string): void {
  for (const [score, chance] of all(
    text,
    /S = ([−\d.]+)[^.;()]{0,4}?(?:won: |: a round is won with chance )(\.\d+)/g,
  )) {
    expect(Math.abs(1 / 2 + numberOf(score) / 8 - numberOf(chance)), `${score} and ${chance}`).toBeLessThan(THREE);
  }
  for (const [score, percent] of all(text, /(?:S = |best )([−\d.]+)(?:: a shot is won in | wins )([\d.]+) %/g)) {
    expect(Math.abs(50 + 12.5 * numberOf(score) - numberOf(percent)), `${score} and ${percent}`).toBeLessThan(0.12);
  }
}

/** The wall: an interval holds its share, and stands to 3/4 as is said; no pair is called an ebit that is none. */
export function expectWall(text: string, fidelity: number): void {
  const lanes = all(
    text,
    /(\d[\d\u00a0\u202f]*) of (\d[\d\u00a0\u202f]*) won, (\.\d+) to (\.\d+) \(95 %\), (above 3\/4|below 3\/4|3\/4 is inside)/g,
  );
  expect(lanes).toHaveLength(3);
  for (const [won, of, low, high, word] of lanes) {
    const [least, most] = [numberOf(low), numberOf(high)];
    const share = numberOf(won) / numberOf(of);
    expect(least < share && share < most).toBe(true);
    // The Wilson interval's half width at 95 %, to its three decimals.
    expect(Math.abs((most - least) / 2 - 1.96 * Math.sqrt((share * (1 - share)) / numberOf(of)))).toBeLessThan(0.002);
    expect(word).toBe(least > 3 / 4 ? 'above 3/4' : most < 3 / 4 ? 'below 3/4' : '3/4 is inside');
  }
  if (fidelity <= SEPARABLE) expect(text).toMatch(/the pair is separable/);
  else expect(text).not.toMatch(/pair is separable/);
  if (fidelity < 1) expect(text).not.toMatch(/An ebit\b/);
  const above = numberOf(lanes[2][2]) > 3 / 4;
  if (!above) expect(text).not.toMatch(/more than 3 of 4: on average no coin/);
}

/** Fixed answers: the pairs that are said to be lost are those that four signs lose. */
export function expectPlan(text: string, answers: number): void {
  const sign = (bit: number) => ((answers >> bit) & 1 ? -1 : 1);
  const lost = [0, 1].flatMap((a) =>
    [0, 1].filter((b) => sign(3 - a) * sign(1 - b) !== (a * b === 1 ? -1 : 1)).map((b) => `${a} and ${b}`),
  );
  expect(lost.length % 2).toBe(1);
  expect(text).toContain(lost.length === 1 ? 'You lose one of the four' : 'You lose 3 of the four');
  for (const pair of lost) expect(text).toContain(pair);
  expect(text.includes('no answers do better')).toBe(lost.length === 1);
}

/** Arrows: S is that of four cosines, and it is said to pass fixed answers exactly where it does. */
export function expectArrows(text: string, [a0, a1, b0, b1]: readonly number[]): void {
  const e = (a: number, b: number) => Math.cos(((a - b) * Math.PI) / 180);
  const score = e(a0, b0) + e(a0, b1) + e(a1, b0) - e(a1, b1);
  const told = numbers(text, /S = ([−\d.]+)/);
  expect(Math.abs((told?.[0] ?? Number.NaN) - score)).toBeLessThan(THREE);
  expect(/no more than fixed answers|no more than coins/.test(text)).toBe(score <= 2);
}

/** Other games: its ceilings are those that are known in closed form. */
export function expectCeilings(text: string, [coins, ebits]: readonly [number, number]): void {
  const found = numbers(text, /any coins: at most (\.\d+)\. Any number of ebits: at most (\.\d+)/);
  expect(found).not.toBeNull();
  expect(Math.abs((found?.[0] ?? 0) - coins)).toBeLessThan(THREE);
  expect(Math.abs((found?.[1] ?? 0) - ebits)).toBeLessThan(THREE);
  const gain = numbers(text, /can gain: (\.\d+) a round at most/);
  if (ebits - coins > 2 * THREE) expect(Math.abs((gain?.[0] ?? 0) - (ebits - coins))).toBeLessThan(2 * THREE);
  else expect(text).toMatch(/nothing/);
}

/** It learns: nothing but the ebit is said to pass 2, and as many seeds as its best allows. */
export function expectSeeds(text: string): void {
  const [many, of, best, coin, nothing] =
    /After 500 steps: with an ebit (\d+|none) of (\d+) seeds ends? above S = 2 \(best ([−\d.]+):.*?with a coin ([−\d.]+) at best, with nothing shared ([−\d.]+) at best/
      .exec(text)
      ?.slice(1) ?? [];
  expect(of).toBe('10');
  expect(many !== 'none').toBe(numberOf(best) > 2 - TWO);
  expect(numberOf(best)).toBeLessThan(2 * Math.SQRT2 + TWO);
  expect(Math.max(numberOf(coin), numberOf(nothing))).toBeLessThan(2 + TWO);
  expect(text).toMatch(/16 of 16 inputs right is not nonlocality/);
  if (numberOf(best) < numberOf(nothing)) expect(text).toMatch(/ends below nothing shared/);
}

/** Four corners: a CHSH game is one whose four labels multiply to -1. */
export function expectCorners(text: string, labels: readonly string[]): void {
  expect(labels).toHaveLength(4);
  const isGame = labels.filter((label) => label === '−').length % 2 === 1;
  expect(/\bA CHSH game\b(?!\?)/.test(text)).toBe(isGame);
  const counted = numbers(text, /(\d+) of the 784 choices of two and two corners are CHSH games \((\d+) %\)/);
  expect(Math.abs((100 * (counted?.[0] ?? 0)) / 784 - (counted?.[1] ?? -1))).toBeLessThan(0.51);
}

/**
 * A real task: differences lie in their intervals; what is said to help does so with its whole interval; where nothing is seen,
 * no interval of what was compared lies above nothing.
 *
 * @param fidelity - of the pair; null where an ebit was trained
 */
export function expectTask(text: string, fidelity: number | null, isChance: boolean): void {
  const differences = all(
    text,
    /([\w .(=)]+?) minus ([\w ,]+?) ?([+−]?[\d.]+) \(([+−]?[\d.]+) to ([+−]?[\d.]+)\)/g,
  ).map(([more, less, ...own]) => ({ more, less, own: own.map(numberOf) }));
  expect(differences.length).toBeGreaterThan(0);
  for (const { own } of differences) expect(own[1] <= own[0] && own[0] <= own[2]).toBe(true);
  const isClear = (of: RegExp, over: RegExp) =>
    differences.some(({ more, less, own }) => of.test(more) && over.test(less) && own[1] > 0);
  if (/Entanglement (helps|saves)|helps beyond coins/.test(text)) {
    expect(isClear(/ebit/, /coin/) || /shots \(\d+ pairs\) instead of/.test(text)).toBe(true);
  }
  if (/Correlation helps/.test(text)) expect(isClear(/coin|ebit|pair/, /nothing/)).toBe(true);
  if (/No difference seen/.test(text)) expect(isClear(/ebit/, /coin/)).toBe(false);
  const isSeparable = fidelity !== null && fidelity <= SEPARABLE;
  if (isSeparable) {
    expect(text).toMatch(/the pair is separable/);
    expect(text).not.toMatch(/\d ebits?\b|[Ee]ntangle|entangled/);
  }
  if (fidelity !== null && !isSeparable) {
    expect(text).toMatch(/the pair is entangled/);
    const best = numbers(text, /its best S is ([\d.]+)/)?.[0];
    if (best !== undefined) {
      expect(Math.abs(best - bestScore(fidelity))).toBeLessThan(TWO);
      expect(/beyond the 2/.test(text)).toBe(bestScore(fidelity) > 2);
    }
  }
  if (isChance) {
    expect(text).toMatch(/there is nothing to learn/);
    expect(text).not.toMatch(/helps|saves/);
    // Where intervals are narrow it is more than not seen: sharing nothing is as good.
    expect(text).toMatch(/No difference seen|Sharing nothing is as good/);
    const isSeen = differences.some(({ own }) => own[1] > 0 || own[2] < 0);
    if (isSeen) expect(text).toMatch(/a difference that is seen is luck/);
  }
}

/** How much is enough: a rank that stops does so at as many times N as is said, and none is above what an input tells. */
export function expectRanks(text: string, inputs: number): void {
  for (const [rank, times] of all(text, /(\d+) = (\d?)N\b/g)) {
    if (/With N/.test(text)) expect([times === '' ? inputs : Number(times) * inputs]).toContain(Number(rank));
  }
  const said = /With N = (\d+) /.exec(text);
  expect(Number(said?.[1])).toBe(inputs);
  for (const [rank] of all(text, /(?:stops at|reaches) (\d+)/g)) {
    expect(Number(rank)).toBeLessThanOrEqual(Math.min(3 * inputs, 432));
  }
}
