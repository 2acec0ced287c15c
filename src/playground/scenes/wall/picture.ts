// The picture of the wall: a referee above it, three pairs of players beside it, questions that go down and answers that come back.
import { FLIGHT, type Playing } from './playing.js';
import type { Match, Sharing } from './rounds.js';
import { sharings } from './rounds.js';

/** The colours that the page has at the moment. */
export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly paper: string;
  readonly line: string;
  readonly sunken: string;
  readonly strong: string;
  readonly won: string;
  readonly lost: string;
  readonly of: Readonly<Record<Sharing, string>>;
}

/** Reads the colours from the page's style. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    muted: read('--muted'),
    paper: read('--paper'),
    line: read('--line'),
    sunken: read('--sunken'),
    strong: read('--strong-line'),
    won: read('--won'),
    lost: read('--lost'),
    of: { nothing: read('--nothing'), coin: read('--coin'), ebit: read('--ebit') },
  };
}

/** Where things stand, in CSS pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The height of the referee's place above the rows. */
  readonly head: number;
  /** The font's size. */
  readonly text: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

/** Sizes that follow from a layout. */
function placesOf({ width, height, head, text }: Layout) {
  const row = (height - head) / 3;
  const small = width < 480;
  const player = Math.min(small ? 17 : 26, row * 0.27);
  const edge = player + (small ? 6 : 26);
  return {
    row,
    player,
    middle: width / 2,
    referee: { x: width / 2, y: head * 0.42 },
    wall: small ? 16 : 26,
    slip: text * 1.35,
    badge: Math.min(small ? 15 : 21, row * 0.24),
    at: (i: number) => head + row * (i + 0.5),
    a: edge,
    b: width - edge,
  };
}

type Places = ReturnType<typeof placesOf>;

function disc(to: CanvasRenderingContext2D, { x, y }: Point, radius: number): void {
  to.beginPath();
  to.arc(x, y, radius, 0, 2 * Math.PI);
}

function write(to: CanvasRenderingContext2D, words: string, { x, y }: Point, size: number, weight = 400): void {
  to.font = `${weight} ${size}px ${FONT}`;
  to.textAlign = 'center';
  to.textBaseline = 'middle';
  to.fillText(words, x, y + size * 0.04);
}

function drawWall(to: CanvasRenderingContext2D, places: Places, colours: Colours, { height, head }: Layout): void {
  const { middle, wall } = places;
  const top = head * 0.86;
  const brick = wall * 0.5;
  to.fillStyle = colours.sunken;
  to.fillRect(middle - wall / 2, top, wall, height - top);
  to.strokeStyle = colours.line;
  to.lineWidth = 1.5;
  to.beginPath();
  for (let y = top, i = 0; y < height; y += brick, i++) {
    to.moveTo(middle - wall / 2, y);
    to.lineTo(middle + wall / 2, y);
    const joint = middle + (i % 2 === 0 ? -wall / 6 : wall / 6);
    to.moveTo(joint, y);
    to.lineTo(joint, Math.min(height, y + brick));
  }
  to.stroke();
  to.strokeStyle = colours.strong;
  to.beginPath();
  for (const side of [-1, 1]) {
    to.moveTo(middle + (side * wall) / 2, top);
    to.lineTo(middle + (side * wall) / 2, height);
  }
  to.moveTo(middle - wall / 2, top);
  to.lineTo(middle + wall / 2, top);
  to.stroke();
}

/** The ways of the questions. */
function drawWays(to: CanvasRenderingContext2D, places: Places, colours: Colours): void {
  const { y } = places.referee;
  to.strokeStyle = colours.line;
  to.lineWidth = 1.5;
  to.beginPath();
  to.moveTo(places.a, places.at(2));
  to.lineTo(places.a, y);
  to.lineTo(places.b, y);
  to.lineTo(places.b, places.at(2));
  to.stroke();
}

/** The line of what is shared, below the way of the answers. */
function drawShared(
  to: CanvasRenderingContext2D,
  kind: Sharing,
  i: number,
  places: Places,
  colours: Colours,
  time: number,
): void {
  if (kind === 'nothing') return;
  const y = places.at(i) + places.row * 0.34;
  const [from, end] = [places.a, places.b];
  to.strokeStyle = colours.of[kind];
  to.lineWidth = 2;
  to.beginPath();
  if (kind === 'coin') {
    to.setLineDash([6, 6]);
    to.moveTo(from, y);
    to.lineTo(end, y);
  } else {
    for (let x = from; x <= end; x += 4) {
      const swing = Math.sin((x - from) / 11 - time * 2.4) * places.row * 0.035;
      if (x === from) to.moveTo(x, y + swing);
      else to.lineTo(x, y + swing);
    }
  }
  to.stroke();
  to.setLineDash([]);
  for (const x of [from, end]) {
    disc(to, { x, y }, 6);
    to.fillStyle = kind === 'coin' ? colours.paper : colours.of.ebit;
    to.fill();
    to.stroke();
  }
}

function drawPlayers(to: CanvasRenderingContext2D, kind: Sharing, i: number, places: Places, colours: Colours): void {
  for (const [x, name] of [
    [places.a, 'A'],
    [places.b, 'B'],
  ] as const) {
    const at = { x, y: places.at(i) - places.row * 0.06 };
    disc(to, at, places.player);
    to.fillStyle = colours.paper;
    to.fill();
    to.strokeStyle = colours.of[kind];
    to.lineWidth = 2.5;
    to.stroke();
    to.fillStyle = colours.of[kind];
    write(to, name, at, places.player * 0.95, 700);
  }
}

function drawReferee(to: CanvasRenderingContext2D, places: Places, colours: Colours, layout: Layout): void {
  const { x, y } = places.referee;
  const half = layout.text * 3.1;
  to.beginPath();
  to.roundRect(x - half, y - layout.text, 2 * half, 2 * layout.text, layout.text);
  to.fillStyle = colours.ink;
  to.fill();
  to.fillStyle = colours.paper;
  write(to, 'Referee', places.referee, layout.text, 600);
}

function drawSlip(
  to: CanvasRenderingContext2D,
  at: Point,
  words: string,
  size: number,
  ground: string,
  ink: string,
  edge: string,
): void {
  to.beginPath();
  to.roundRect(at.x - size / 2, at.y - size / 2, size, size, 3);
  to.fillStyle = ground;
  to.fill();
  to.strokeStyle = edge;
  to.lineWidth = 1.25;
  to.stroke();
  to.fillStyle = ink;
  write(to, words, at, size * 0.78, 600);
}

/** A tick or a cross on the wall. */
function drawMark(to: CanvasRenderingContext2D, at: Point, radius: number, isWon: boolean, colours: Colours): void {
  disc(to, at, radius);
  to.fillStyle = isWon ? colours.won : colours.paper;
  to.fill();
  to.strokeStyle = isWon ? colours.won : colours.lost;
  to.lineWidth = 2.5;
  to.stroke();
  to.strokeStyle = isWon ? colours.paper : colours.lost;
  to.lineCap = 'round';
  to.lineWidth = Math.max(2, radius * 0.17);
  const r = radius * 0.42;
  to.beginPath();
  if (isWon) {
    to.moveTo(at.x - r, at.y + r * 0.1);
    to.lineTo(at.x - r * 0.25, at.y + r * 0.8);
    to.lineTo(at.x + r, at.y - r * 0.75);
  } else {
    to.moveTo(at.x - r, at.y - r);
    to.lineTo(at.x + r, at.y + r);
    to.moveTo(at.x + r, at.y - r);
    to.lineTo(at.x - r, at.y + r);
  }
  to.stroke();
  to.lineCap = 'butt';
}

const eased = (t: number) => t * t * (3 - 2 * t);
const between = (from: Point, to: Point, t: number): Point => ({
  x: from.x + (to.x - from.x) * t,
  y: from.y + (to.y - from.y) * t,
});

/** How much of its way a question goes above the rows, before it goes down to its player. */
const ALOFT = 0.6;

/** Where a question is: it goes above the rows to the side, then down, and crosses no answer; what part of its way down it has gone. */
function asking(from: Point, player: Point, t: number): { readonly at: Point; readonly down: number } {
  const corner = { x: player.x, y: from.y };
  if (t < ALOFT) return { at: between(from, corner, t / ALOFT), down: 0 };
  const down = (t - ALOFT) / (1 - ALOFT);
  return { at: between(corner, player, down), down };
}

/**
 * Draws the match as it stands.
 *
 * @param kinds - what the sharing of each row is drawn as
 */
export function drawMatch(
  to: CanvasRenderingContext2D,
  layout: Layout,
  colours: Colours,
  match: Match,
  playing: Playing,
  kinds: readonly Sharing[],
): void {
  const places = placesOf(layout);
  to.clearRect(0, 0, layout.width, layout.height);
  kinds.forEach((kind, i) => {
    drawShared(to, kind, i, places, colours, playing.time);
  });
  drawWall(to, places, colours, layout);
  drawWays(to, places, colours);
  const last: Partial<Record<Sharing, { readonly isWon: boolean; readonly age: number }>> = {};
  if (playing.drawn.length === 0 && playing.counted > 0) {
    const { played } = match.round(playing.counted - 1);
    for (const sharing of sharings) last[sharing] = { isWon: played[sharing].isWon, age: 0 };
  }
  for (const { index, start, stretch } of playing.drawn) {
    const round = match.round(index);
    const t = (playing.time - start) / stretch;
    sharings.forEach((sharing, i) => {
      const played = round.played[sharing];
      const y = places.at(i) - places.row * 0.06;
      const mark = { x: places.middle, y };
      for (const side of ['a', 'b'] as const) {
        const player = { x: places[side], y };
        if (t < FLIGHT.question) {
          const { at, down } = asking(places.referee, player, t / FLIGHT.question);
          const words = String(side === 'a' ? round.x : round.y);
          // Those of three rows come down one way: each fades before it would lie on others.
          to.globalAlpha = Math.max(0, 1 - 1.6 * down);
          drawSlip(to, at, words, places.slip * (1 - down / 2), colours.paper, colours.ink, colours.strong);
          to.globalAlpha = 1;
        } else if (t < FLIGHT.question + FLIGHT.answer) {
          const at = between(player, mark, eased((t - FLIGHT.question) / FLIGHT.answer));
          const ground = colours.of[kinds[i]];
          drawSlip(to, at, played[side] === 1 ? '+' : '−', places.slip, ground, colours.paper, ground);
        }
      }
      const age = t - FLIGHT.question - FLIGHT.answer;
      if (age >= 0) last[sharing] = { isWon: played.isWon, age };
    });
  }
  sharings.forEach((sharing, i) => {
    drawPlayers(to, kinds[i], i, places, colours);
    const mark = last[sharing];
    if (mark === undefined) return;
    const at = { x: places.middle, y: places.at(i) - places.row * 0.06 };
    to.globalAlpha = Math.max(0.15, 1 - mark.age / FLIGHT.mark);
    drawMark(to, at, places.badge * (1 + 0.25 * Math.max(0, 1 - mark.age * 8)), mark.isWon, colours);
    to.globalAlpha = 1;
  });
  drawReferee(to, places, colours, layout);
}
