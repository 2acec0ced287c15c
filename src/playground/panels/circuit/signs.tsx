import type { PlacedGate, Sign } from './layout.js';
import { SIZE } from './layout.js';

/** Where the dial stands in its box, to the right of the gate's name. */
const DIAL = { x: 12, radius: 9 };
const HEIGHT = 28;

/** What one operation draws on one wire, about (0, 0). */
function Mark({ shape, text }: Pick<Sign, 'shape' | 'text'>) {
  switch (shape) {
    case 'on':
      return <circle class="control" r={4.5} />;
    case 'off':
      return <circle class="control open" r={4.5} />;
    case 'cross':
      return text === '⊕' ? (
        <g class="cross">
          <circle r={9} />
          <path d="M-9 0H9M0 -9V9" />
        </g>
      ) : (
        <path class="cross" d="M-6 -6L6 6M-6 6L6 -6" />
      );
    case 'meter':
      return (
        <>
          <rect class="box" x={-15} y={-HEIGHT / 2} width={SIZE.box} height={HEIGHT} rx={4} />
          <path class="needle" d="M-9 5A9.5 9.5 0 0 1 9 5M0 6L6 -6" />
        </>
      );
    case 'noise':
      return (
        <g class="noise">
          <circle r={10.5} />
          <text y={3.5}>{text}</text>
        </g>
      );
    case 'box':
      return (
        <>
          <rect class="box" x={-15} y={-HEIGHT / 2} width={SIZE.box} height={HEIGHT} rx={4} />
          <text class="name" y={4.5}>
            {text}
          </text>
        </>
      );
    case 'dial':
      return (
        <>
          <rect class="box" x={-SIZE.dial / 2} y={-HEIGHT / 2} width={SIZE.dial} height={HEIGHT} rx={4} />
          <text class="name" x={-11} y={4.5}>
            {text}
          </text>
          <circle class="dial" cx={DIAL.x} r={DIAL.radius} />
          <g transform={`translate(${DIAL.x} 0)`}>
            <path class="hand" d={`M0 0V${-DIAL.radius}`} />
          </g>
        </>
      );
  }
}

/** An operation's signs and the line that joins them. */
export function GateMarks({ gate }: { readonly gate: PlacedGate }) {
  const { x, signs, conditioned } = gate;
  const ys = signs.map(({ y }) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const wide = signs.some(({ shape }) => shape === 'dial') ? SIZE.dial : SIZE.box;
  const lines = conditioned ? [-1.75, 1.75] : [0];
  return (
    <g transform={`translate(${x} 0)`}>
      <rect class="halo" x={-wide / 2 - 3} y={top - 17} width={wide + 6} height={bottom - top + 34} rx={6} />
      {top < bottom && lines.map((at) => <path key={at} class="join" d={`M${at} ${top}V${bottom}`} />)}
      {[...signs].reverse().map(({ wire, y, shape, text }) => (
        <g key={wire} transform={`translate(0 ${y})`}>
          <Mark shape={shape} text={text} />
        </g>
      ))}
    </g>
  );
}
