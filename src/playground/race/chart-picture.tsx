import type { BandPoint, LinePoint } from './bands.js';
import { type Axis, placeOn, spread } from './chart-scale.js';
import type { LineStyle } from './line-styles.js';

/** One line of a chart: a mean, how far the single ones are from it, and these. */
export interface ChartLine {
  readonly name: string;
  readonly style: LineStyle;
  readonly mean: readonly BandPoint[];
  /** None where the mean is that of one. */
  readonly singles: readonly (readonly LinePoint[])[];
  /** What belongs to the line and stands behind a gap at its end. */
  readonly apart: BandPoint | null;
}

/** A number that somebody else has found: an open diamond at the right edge. */
export interface ChartMark {
  readonly value: number;
  readonly title: string;
}

/** What a chart shows. */
export interface ChartInput {
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
}

/** How large a chart is drawn, and in which colours beside those of its lines. */
export interface ChartLook {
  readonly width: number;
  readonly height: number;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly ground: string;
}

/** Where the middle of a chart lies within its picture. */
export interface ChartFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of a letter of 12 pixels, about. */
const LETTER = 6.6;
/** Between the middles of two names. */
const NAME_GAP = 14;
/** The part of the width that names take at most. */
const MOST_NAMES = 0.4;

function shortened(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, Math.max(1, letters - 1))}…`;
}

/** Returns where a chart is drawn: names stand right of it, as wide as they need. */
export function chartFrame(
  { lines, marks }: ChartInput,
  { width, height }: Pick<ChartLook, 'width' | 'height'>,
): ChartFrame {
  const longest = Math.max(0, ...lines.map(({ name }) => name.length));
  const names = Math.min(MOST_NAMES * width, LETTER * longest + 4);
  return { left: 40, right: width - names - (marks.length > 0 ? 16 : 10), top: 28, bottom: height - 36 };
}

/** Returns where the values of both axes stand. */
export function chartPlaces({ x, y }: Pick<ChartInput, 'x' | 'y'>, { left, right, top, bottom }: ChartFrame) {
  return { across: placeOn(x, left, right), up: placeOn(y, bottom, top) };
}

/** A path along some places, to a tenth of a pixel. */
function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('');
}

/** The last place of a line, which its name belongs to. */
function endOf({ mean, apart }: ChartLine): BandPoint | null {
  return apart ?? mean.at(-1) ?? null;
}

interface PartProps {
  readonly input: ChartInput;
  readonly frame: ChartFrame;
  readonly look: ChartLook;
}

function Axes({ input: { x, y }, frame, look }: PartProps) {
  const { left, right, bottom } = frame;
  const { across, up } = chartPlaces({ x, y }, frame);
  return (
    <g fill={look.muted}>
      {y.ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={left} x2={right} y1={up(at)} y2={up(at)} stroke={look.grid} />
          <text x={left - 6} y={up(at)} dy="0.32em" text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {x.ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={across(at)} x2={across(at)} y1={bottom} y2={bottom + 4} stroke={look.muted} />
          <text x={across(at)} y={bottom + 16} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text x={2} y={13}>
        {y.title}
      </text>
      <text x={right} y={bottom + 32} text-anchor="end">
        {x.title}
      </text>
    </g>
  );
}

function Line({ line, across, up, look }: { line: ChartLine; look: ChartLook } & ReturnType<typeof chartPlaces>) {
  const { mean, singles, apart, style } = line;
  const place = ({ at, value }: LinePoint) => [across(at), up(value)] as const;
  const hasBand = singles.length > 1;
  const band = [
    ...mean.map(({ at, high }) => [across(at), up(high)] as const),
    ...[...mean].reverse().map(({ at, low }) => [across(at), up(low)] as const),
  ];
  const stroke = { fill: 'none', stroke: style.colour, 'stroke-linejoin': 'round' } as const;
  const dots = [mean.at(-1), apart].filter((one) => one != null);
  return (
    <g>
      {hasBand && <path d={path(band)} fill={style.colour} fill-opacity="0.16" />}
      {singles.map((single, i) => (
        <path key={i} d={path(single.map(place))} {...stroke} stroke-width="0.8" stroke-opacity="0.55" />
      ))}
      <path d={path(mean.map(place))} {...stroke} stroke-width={style.width} stroke-dasharray={style.dash} />
      {apart !== null && hasBand && (
        <line
          x1={across(apart.at)}
          x2={across(apart.at)}
          y1={up(apart.low)}
          y2={up(apart.high)}
          stroke={style.colour}
          stroke-width="1.4"
        />
      )}
      {dots.map(({ at, value }) => (
        <circle
          key={at}
          cx={across(at)}
          cy={up(value)}
          r="3.4"
          fill={style.dash === '' ? style.colour : look.ground}
          stroke={style.colour}
          stroke-width="1.6"
        />
      ))}
    </g>
  );
}

function Names({ input, frame, look }: PartProps) {
  const { across, up } = chartPlaces(input, frame);
  const { right, top, bottom } = frame;
  const named = input.lines.flatMap((line) => {
    const end = endOf(line);
    return end === null ? [] : [{ line, x: across(end.at), y: up(end.value) }];
  });
  const places = spread(
    named.map(({ y }) => y),
    NAME_GAP,
    top,
    bottom,
  );
  const from = right + (input.marks.length > 0 ? 14 : 8);
  const letters = Math.floor((look.width - from) / LETTER);
  return (
    <g>
      {named.map(({ line: { name, style }, x, y }, i) => (
        <g key={name}>
          <path
            d={path([
              [x + 5, y],
              [from - 3, places[i]],
            ])}
            fill="none"
            stroke={style.colour}
            stroke-width="0.7"
            stroke-dasharray="1,2"
          />
          <text x={from} y={places[i]} dy="0.32em" fill={style.colour} font-weight="600">
            {shortened(name, letters)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Marks({ input, frame, look }: PartProps) {
  const { up } = chartPlaces(input, frame);
  return (
    <g fill={look.ground} stroke={look.ink} stroke-width="1.4">
      {input.marks.map(({ value, title }) => (
        <path key={title} d={`M${frame.right},${up(value) - 5.5}l5.5,5.5l-5.5,5.5l-5.5,-5.5z`}>
          <title>{title}</title>
        </path>
      ))}
    </g>
  );
}

/** A chart's picture: lines with the bands of what they are means of, and their names at their ends. */
export function ChartPicture({ input, look }: { readonly input: ChartInput; readonly look: ChartLook }) {
  const { width, height, ground } = look;
  const frame = chartFrame(input, look);
  const places = chartPlaces(input, frame);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-size="12"
      aria-hidden="true"
    >
      <rect width={width} height={height} fill={ground} />
      <Axes input={input} frame={frame} look={look} />
      {input.lines.map((line) => (
        <Line key={line.name} line={line} look={look} {...places} />
      ))}
      <Marks input={input} frame={frame} look={look} />
      <Names input={input} frame={frame} look={look} />
    </svg>
  );
}
