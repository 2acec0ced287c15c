import { useEffect, useRef } from 'preact/hooks';
import { dark } from '../../theme.js';
import { Button } from '../../ui/button.js';
import { NumberInput } from '../../ui/number-input.js';
import { Select } from '../../ui/select.js';
import { pageColour } from '../colours.js';
import { useWidth } from '../use-width.js';
import { cloud, cloudColour, cloudSeed, turn } from './cloud-state.js';
import { type CloudColours, drawCloud } from './draw-cloud.js';
import { FIRST_TURN, turned, turnOfKey } from './turn.js';

/** Radians a pixel of a drag, and a press of an arrow key. */
const DRAG = 0.009;
const KEY = 0.12;
const TALLEST = 440;

function presentColours(): CloudColours {
  const [ink, muted, line, paper, plus, minus] = ['ink', 'muted', 'line', 'paper', 'label-plus', 'label-minus'].map(
    pageColour,
  );
  const shades = (label: string) => [1, 2, 3, 4].map((shade) => pageColour(`cluster-${label}-${shade}`));
  return { ink, muted, line, paper, plus, minus, clusters: { plus: shades('plus'), minus: shades('minus') } };
}

/** Turns the cloud while a pointer is held down on the element. */
function followPointer(element: HTMLElement): () => void {
  let last: { readonly x: number; readonly y: number } | null = null;
  const start = (event: PointerEvent) => {
    element.setPointerCapture(event.pointerId);
    last = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent) => {
    if (last === null) return;
    turn.value = turned(turn.value, DRAG * (event.clientX - last.x), DRAG * (event.clientY - last.y));
    last = { x: event.clientX, y: event.clientY };
  };
  const end = () => {
    last = null;
  };
  const listeners = { pointerdown: start, pointermove: move, pointerup: end, pointercancel: end } as const;
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
  return () => {
    for (const [name, listener] of Object.entries(listeners))
      element.removeEventListener(name, listener as EventListener);
  };
}

function Picture() {
  const { place, width } = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = Math.min(TALLEST, width);
  const now = turn.value;
  const picture = cloud.value;
  const colour = cloudColour.value;
  const isDark = dark.value;

  useEffect(() => followPointer(canvas.current as HTMLCanvasElement), []);
  // The theme's colours are read from the page when it has changed them.
  useEffect(() => {
    if (width === 0) return;
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      // Another tab may be open by the time the frame comes.
      if (element === null) return;
      const ratio = devicePixelRatio || 1;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      const context = element.getContext('2d') as CanvasRenderingContext2D;
      context.scale(ratio, ratio);
      drawCloud(context, { width, height }, picture, now, colour, presentColours());
    });
    return () => cancelAnimationFrame(frame);
  }, [width, height, picture, now, colour, isDark]);

  const onKeyDown = (event: KeyboardEvent) => {
    const change = turnOfKey(event.key, KEY);
    if (change === null) return;
    event.preventDefault();
    turn.value = turned(turn.value, ...change);
  };
  const plus = picture.centres.flatMap(({ label }, c) => (label > 0 ? [c + 1] : []));
  return (
    <div ref={place} class="cloud-box">
      <canvas
        ref={canvas}
        class="cloud"
        role="img"
        tabIndex={0}
        aria-label={`Eight balls of points at the corners of a cube; clusters ${plus.join(', ')} have the label +1. Arrow keys turn it.`}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** The three-dimensional clusters, to be turned by hand. */
export function CloudCard() {
  return (
    <div class="card">
      <h2>The clusters in three dimensions</h2>
      <div class="fields data-fields">
        <NumberInput
          label="Data seed"
          value={cloudSeed.value}
          min={0}
          max={999_999}
          onChange={(value) => (cloudSeed.value = value)}
        />
        <Select
          label="Colour by"
          value={cloudColour.value}
          choices={[
            { value: 'label', text: 'label' },
            { value: 'cluster', text: 'cluster' },
          ]}
          onChange={(value) => (cloudColour.value = value)}
        />
      </div>
      <Picture />
      <div class="row">
        <Button kind="quiet" onClick={() => (turn.value = FIRST_TURN)}>
          Reset the view
        </Button>
        {cloudColour.value === 'label' ? (
          <span class="hint">
            <span class="swatch plus" />
            label +1 <span class="swatch minus second" />
            label −1
          </span>
        ) : (
          <span class="hint">Each cluster has its number, and the sign of its label.</span>
        )}
      </div>
      <p class="hint">
        Drag, or use the arrow keys. Balls of points stand at the corners of a cube, half of them labelled +1 at random.
        In eight dimensions, as in the race, A sees four of the coordinates and B the other four: the label hangs on
        both parties’ corners together.
      </p>
    </div>
  );
}
