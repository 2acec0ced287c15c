import { resourceKind } from '../../network/resource.js';
import { bellColour, coinColour } from '../colours.js';
import type { SharedResource } from '../entangled.js';

/** How a line looks. */
export interface LineStyle {
  readonly colour: string;
  /** An SVG dash array; empty for a whole line. */
  readonly dash: string;
  /** In pixels. */
  readonly width: number;
}

/** Of lines that share as much and differ in how they learn, in pixels. */
const WIDTHS = [2.4, 1.6, 3.2];

/** Whole for ebits and for nothing shared, broken for coins and for pairs that are no more than these, broken and dotted for both. */
function dashOf(shared: SharedResource): string {
  if (resourceKind(shared) === 'nothing') return '';
  if (resourceKind(shared) === 'correlated') return shared.ebits === 0 ? '6,4' : '2,3';
  return shared.coins === 0 ? '' : '10,3,2,3';
}

/** Grey for nothing shared, a blue for ebits, an orange for what is shared and separable. */
function colourOf(shared: SharedResource, isDark?: boolean): string {
  return resourceKind(shared) === 'entangled'
    ? bellColour(shared.ebits, isDark)
    : coinColour(shared.coins + shared.ebits, isDark);
}

/**
 * Returns the lines of what learns, by what it shares. The colour says whether nothing, coins or ebits are shared, its
 * shade how many; coins break the line.
 *
 * @param isDark - whether they are drawn on a dark ground; as the page is, unless told
 */
export function lineStyles(all: readonly SharedResource[], isDark?: boolean): LineStyle[] {
  const sameBefore = ({ ebits, coins }: SharedResource, i: number) =>
    all.slice(0, i).filter((other) => other.ebits === ebits && other.coins === coins).length;
  return all.map((shared, i) => ({
    colour: colourOf(shared, isDark),
    dash: dashOf(shared),
    width: WIDTHS[sameBefore(shared, i) % WIDTHS.length],
  }));
}
