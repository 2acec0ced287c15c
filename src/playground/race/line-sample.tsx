import type { LineStyle } from './line-styles.js';

/** A short piece of a run's line, as the charts draw it. */
export function LineSample({ style }: { readonly style: LineStyle }) {
  return (
    <svg class="line-sample" viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">
      <line
        x1="0"
        x2="28"
        y1="4"
        y2="4"
        stroke={style.colour}
        stroke-width={style.width}
        stroke-dasharray={style.dash}
      />
    </svg>
  );
}
