import type { CloudColour } from './cloud-state.js';
import { farFirst, seen, type Turn } from './turn.js';

/** What is drawn. */
export interface CloudPicture {
  readonly points: readonly ArrayLike<number>[];
  readonly labels: ArrayLike<number>;
  readonly cluster: ArrayLike<number>;
  readonly centres: readonly { readonly at: readonly number[]; readonly label: number }[];
}

/** Colours of the page, as CSS writes them. */
export interface CloudColours {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly paper: string;
  readonly plus: string;
  readonly minus: string;
  /** Of clusters of one label, in their order. */
  readonly clusters: { readonly plus: readonly string[]; readonly minus: readonly string[] };
}

/** The cube that holds all points: coordinates from -pi/2 to pi/2. */
const EDGE = Math.PI / 2;
const EDGES = [0, 1, 2].flatMap((axis) =>
  [-1, 1].flatMap((u) =>
    [-1, 1].map((v) =>
      [-1, 1].map((end) => {
        const corner = [0, 0, 0];
        corner[axis] = end * EDGE;
        corner[(axis + 1) % 3] = u * EDGE;
        corner[(axis + 2) % 3] = v * EDGE;
        return corner;
      }),
    ),
  ),
);

/** How far the eye is, in units of the cube's half edge: near things look a little larger. */
const EYE = 9;

/** The colour of each cluster: a shade of its label's. */
function clusterColours(centres: CloudPicture['centres'], { plus, minus }: CloudColours['clusters']): string[] {
  let [up, down] = [0, 0];
  return centres.map(({ label }) => (label > 0 ? plus[up++ % plus.length] : minus[down++ % minus.length]));
}

/** Draws the turned cloud, the farthest points first. */
export function drawCloud(
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  { points, labels, cluster, centres }: CloudPicture,
  turn: Turn,
  colour: CloudColour,
  colours: CloudColours,
): void {
  const { width, height } = size;
  // The cube's half diagonal is sqrt 3 half edges.
  const scale = Math.min(width, height) / (2 * 1.68 * EDGE);
  const place = (point: ArrayLike<number>) => {
    const { x, y, near } = seen(point, turn);
    const zoom = EYE / (EYE - near / EDGE);
    return { x: width / 2 + scale * zoom * x, y: height / 2 - scale * zoom * y, zoom, near };
  };
  context.clearRect(0, 0, width, height);
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  for (const [from, to] of EDGES) {
    const [a, b] = [place(from), place(to)];
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
  }
  const places = points.map(place);
  const ofClusters = clusterColours(centres, colours.clusters);
  for (const n of farFirst(places)) {
    const { x, y, zoom, near } = places[n];
    const own = labels[n] > 0 ? colours.plus : colours.minus;
    context.fillStyle = colour === 'label' ? own : ofClusters[cluster[n]];
    context.globalAlpha = 0.55 + 0.4 * Math.min(1, Math.max(0, (near / EDGE + 1.7) / 3.4));
    context.beginPath();
    context.arc(x, y, 3.1 * zoom, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  drawWords(context, place, centres, colours);
}

/** The clusters' numbers and labels, and the names of the axes, on top of the points. */
function drawWords(
  context: CanvasRenderingContext2D,
  place: (point: ArrayLike<number>) => { readonly x: number; readonly y: number },
  centres: CloudPicture['centres'],
  colours: CloudColours,
): void {
  const write = (text: string, x: number, y: number, fill: string) => {
    context.strokeStyle = colours.paper;
    context.lineWidth = 4;
    context.strokeText(text, x, y);
    context.fillStyle = fill;
    context.fillText(text, x, y);
  };
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.font = '600 14px system-ui, sans-serif';
  centres.forEach(({ at, label }, c) => {
    const { x, y } = place(at);
    write(`${c + 1}${label > 0 ? '+' : '−'}`, x, y, colours.ink);
  });
  context.font = '13px system-ui, sans-serif';
  // An axis is named at that of its four edges which is farthest from the middle, where no point is in the way.
  const middle = place([0, 0, 0]);
  for (const axis of [0, 1, 2]) {
    const ends = EDGES.slice(4 * axis, 4 * axis + 4).map(([from, to]) =>
      place(from.map((value, i) => 0.54 * (value + to[i]))),
    );
    const distance = ({ x, y }: { readonly x: number; readonly y: number }) =>
      Math.hypot(x - middle.x, y - middle.y) + 0.01 * y;
    const { x, y } = ends.reduce((best, end) => (distance(end) > distance(best) ? end : best));
    write(`x${axis}`, x, y, colours.muted);
  }
}
