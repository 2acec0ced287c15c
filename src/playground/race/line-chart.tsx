import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type ChartInput, type ChartLook, ChartPicture, chartFrame, chartPlaces } from './chart-picture.js';
import { LineSample } from './line-sample.js';
import { placesOf, readingAt, readingText } from './reading.js';

/** What a chart that can be read takes. */
export interface LineChartProps {
  readonly input: ChartInput;
  /** What the chart shows, in a few words. */
  readonly label: string;
  readonly height?: number;
  /** How a place on the horizontal axis is called: `iteration 400`. */
  readonly placeText: (at: number) => string;
  readonly valueText: (value: number) => string;
}

/** As the page's style sheet has them. */
const onPage = { ink: 'var(--ink)', muted: 'var(--muted)', grid: 'var(--line)', ground: 'var(--paper)' } as const;

/** By how many places a key moves the line that is read at. */
const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current as HTMLDivElement;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

/** What all lines are at one place, beside a line there. */
function Reading({ at, look, ...props }: LineChartProps & { readonly at: number; readonly look: ChartLook }) {
  const { input, placeText, valueText } = props;
  const frame = chartFrame(input, look);
  const { across, up } = chartPlaces(input, frame);
  const rows = readingAt(input, at);
  const x = across(at);
  const isLeft = x > (frame.left + frame.right) / 2;
  return (
    <>
      <svg class="reading-line" width={look.width} height={look.height} aria-hidden="true">
        <line x1={x} x2={x} y1={frame.top} y2={frame.bottom} stroke="var(--ink)" stroke-dasharray="2,2" />
        {rows.map(({ line, point }) => (
          <circle key={line.name} cx={x} cy={up(point.value)} r="3" fill={line.style.colour} />
        ))}
      </svg>
      <div
        class="reading"
        style={isLeft ? { right: `${look.width - x + 8}px` } : { left: `${x + 8}px` }}
        aria-hidden="true"
      >
        <strong>{placeText(at)}</strong>
        <table>
          <tbody>
            {rows.map(({ line, point }) => (
              <tr key={line.name}>
                <td>
                  <LineSample style={line.style} />
                </td>
                <td>{line.name}</td>
                <td class="number strong">{valueText(point.value)}</td>
                {line.singles.length > 1 && (
                  <td class="number muted">
                    {valueText(point.low)} to {valueText(point.high)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** A chart whose values are read by pointing at it, or by its keys: it is a slider along its horizontal axis. */
export function LineChart(props: LineChartProps) {
  const { input, label, height = 270, placeText, valueText } = props;
  const { box, width } = useWidth();
  const [pointed, setPointed] = useState<number | null>(null);
  const look = useMemo(() => ({ ...onPage, width, height }), [width, height]);
  const places = placesOf(input);
  const at = pointed === null || places.length === 0 ? null : nearest(places, pointed);

  const onPointer = (event: PointerEvent) => {
    const frame = chartFrame(input, look);
    const { across } = chartPlaces(input, frame);
    const x = event.clientX - (box.current as HTMLDivElement).getBoundingClientRect().left;
    const distances = places.map((one) => Math.abs(across(one) - x));
    setPointed(places.length === 0 ? null : places[distances.indexOf(Math.min(...distances))]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setPointed(null);
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.altKey || event.metaKey || places.length === 0) return;
    event.preventDefault();
    const from = at === null ? places.length - 1 : places.indexOf(at);
    setPointed(places[Math.min(places.length - 1, Math.max(0, from + move))]);
  };
  const now = at ?? places.at(-1) ?? input.x.domain[0];
  const picture = useMemo(() => width > 0 && <ChartPicture input={input} look={look} />, [input, look, width]);
  return (
    <div
      ref={box}
      class="line-chart"
      role="slider"
      tabIndex={0}
      data-arrows
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={input.x.domain[0]}
      aria-valuemax={input.x.domain[1]}
      aria-valuenow={now}
      aria-valuetext={places.length === 0 ? 'nothing to read yet' : readingText(input, now, placeText, valueText)}
      style={{ minHeight: `${height}px` }}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={() => setPointed(null)}
      onFocus={(event) => {
        // One that was clicked is pointed at already.
        if (event.currentTarget.matches(':focus-visible') && pointed === null) setPointed(places.at(-1) ?? null);
      }}
      onBlur={() => setPointed(null)}
      onKeyDown={onKeyDown}
    >
      {picture}
      {at !== null && width > 0 && <Reading {...props} at={at} look={look} />}
    </div>
  );
}

function nearest(places: readonly number[], wanted: number): number {
  return places.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best), places[0]);
}
