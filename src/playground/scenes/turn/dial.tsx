import { useRef } from 'preact/hooks';
import type { Directions } from './arrows.js';

/** Half of the picture's side, and where the arrows end. */
const [HALF, REACH] = [110, 84];

/** Degrees by which a key turns an arrow. */
const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: 5,
  ArrowUp: 5,
  ArrowRight: -5,
  ArrowDown: -5,
  PageUp: 45,
  PageDown: -45,
};

/** Degrees of an arrow key together with Shift. */
const FINE = 1;

function tip(degrees: number, radius: number): { readonly x: number; readonly y: number } {
  const angle = (degrees * Math.PI) / 180;
  return { x: radius * Math.cos(angle), y: -radius * Math.sin(angle) };
}

/** How far two directions are apart, degrees from 0 to 180. */
function apart(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180);
}

/** A player's two arrows on a circle, to be turned; the other player's are seen behind them. */
export function Dial(props: {
  readonly who: 'A' | 'B';
  readonly own: Directions;
  readonly others: Directions;
  /** What comes of it, told with each arrow. */
  readonly words: string;
  /** Is told which arrow points where, in whole degrees. */
  readonly onTurn: (arrow: number, degrees: number) => void;
}) {
  const { who, own, others, words, onTurn } = props;
  const place = useRef<SVGSVGElement>(null);
  const held = useRef<number | null>(null);
  const degreesAt = ({ clientX, clientY }: PointerEvent): number => {
    const box = (place.current as Element).getBoundingClientRect();
    const [x, y] = [clientX - box.left - box.width / 2, box.top + box.height / 2 - clientY];
    return (Math.round((Math.atan2(y, x) * 180) / Math.PI) + 360) % 360;
  };
  const onPointerDown = (event: PointerEvent) => {
    const degrees = degreesAt(event);
    const nearest = apart(own[1], degrees) < apart(own[0], degrees) ? 1 : 0;
    held.current = nearest;
    place.current?.setPointerCapture(event.pointerId);
    place.current?.querySelectorAll<SVGElement>('[role=slider]')[nearest].focus({ preventScroll: true });
    event.preventDefault();
    onTurn(nearest, degrees);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (held.current !== null) onTurn(held.current, degreesAt(event));
  };
  const letGo = () => {
    held.current = null;
  };
  const onKeyDown = (event: KeyboardEvent, arrow: number) => {
    const step = keySteps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const size = event.shiftKey ? Math.sign(step) * FINE : step;
    onTurn(arrow, (own[arrow] + size + 360) % 360);
  };
  return (
    <svg
      ref={place}
      class="turn-dial"
      data-who={who}
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <title>{`The directions of ${who}`}</title>
      <circle class="turn-dial-rim" r={REACH} />
      {others.map((degrees, i) => {
        const end = tip(degrees, REACH);
        return <line key={i} class="turn-dial-other" x2={end.x} y2={end.y} />;
      })}
      {own.map((degrees, i) => {
        const end = tip(degrees, REACH);
        const knob = tip(degrees, REACH + 2);
        return (
          <g
            key={i}
            class="turn-dial-arrow"
            data-question={i}
            data-arrow={`${who}${i}`}
            role="slider"
            tabindex={0}
            data-arrows
            aria-label={`Direction of ${who} when asked ${i}`}
            aria-valuemin={0}
            aria-valuemax={359}
            aria-valuenow={degrees}
            aria-valuetext={`${degrees} degrees, ${words}`}
            onKeyDown={(event) => onKeyDown(event, i)}
          >
            <line class="turn-dial-shaft" x2={end.x} y2={end.y} />
            <circle class="turn-dial-knob" cx={knob.x} cy={knob.y} r={18} />
            <text class="turn-dial-name" x={knob.x} y={knob.y}>
              {who}
              {i}
            </text>
          </g>
        );
      })}
      <circle class="turn-dial-middle" r={4} />
    </svg>
  );
}
