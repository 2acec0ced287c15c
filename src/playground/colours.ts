import { COLOURS } from '../report/colours.js';
import { dark } from './theme.js';

/** How much white a colour of the report takes to be seen as well on a dark ground. */
const WHITE = 0.3;

function lighter(colour: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts
    .map((part) =>
      Math.round(part + (255 - part) * WHITE)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/**
 * Returns the colour of a network of so many ebits: the report's, lighter while the page is dark.
 *
 * @param isDark - as the page is, unless told
 */
export function bellColour(ebits: number, isDark: boolean = dark.value): string {
  const colour = COLOURS[ebits % COLOURS.length];
  return isDark ? lighter(colour) : colour;
}
