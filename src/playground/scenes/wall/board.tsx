import { useEffect, useRef } from 'preact/hooks';
import { dark } from '../../theme.js';
import { coloursOf, drawMatch } from './picture.js';
import { sharings } from './rounds.js';
import { fidelity } from './settings.js';
import type { Course } from './use-match.js';
import { kindOf } from './words.js';

/** The referee, the wall and the three pairs of players, drawn. */
export function Board({ course }: { readonly course: Course }) {
  const place = useRef<HTMLCanvasElement>(null);
  const isDark = dark.value;
  const ofFidelity = fidelity.value;
  const { match, now, draw, tally } = course;
  useEffect(() => {
    const canvas = place.current as HTMLCanvasElement;
    const to = canvas.getContext('2d');
    if (to === null) return;
    const colours = coloursOf(canvas);
    const kinds = sharings.map((sharing) => kindOf(sharing, ofFidelity));
    let layout = { width: 0, height: 0, head: 0, text: 0 };
    const paint = () => {
      if (layout.width > 0) drawMatch(to, layout, colours, match, now.current, kinds);
    };
    const fit = () => {
      const { width, height } = (canvas.parentElement as Element).getBoundingClientRect();
      const dense = devicePixelRatio;
      const isSmall = width < 480;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      canvas.width = Math.round(width * dense);
      canvas.height = Math.round(height * dense);
      to.setTransform(dense, 0, 0, dense, 0, 0);
      layout = { width, height, head: isSmall ? 34 : 2.6 * rem, text: isSmall ? 12 : 0.875 * rem };
      paint();
    };
    draw.current = paint;
    const observer = new ResizeObserver(fit);
    observer.observe(canvas.parentElement as Element);
    fit();
    return () => {
      observer.disconnect();
      draw.current = () => {};
    };
  }, [match, isDark, ofFidelity]);
  const isEmpty = tally.rounds === 0;
  const isStill = !course.isRunning;
  return (
    <div class="wall-board">
      <canvas
        ref={place}
        role="img"
        aria-label="A referee above a wall asks three pairs of players, A on the left and B on the right of it, the same two questions; their answers come back to the wall, where a tick or a cross says who won the round."
      />
      {isEmpty && isStill && <p class="wall-still">No round yet</p>}
    </div>
  );
}
