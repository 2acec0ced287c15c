import { effect, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { shown } from '../shown.js';
import { Button } from '../ui/button.js';
import { NumberInput } from '../ui/number-input.js';
import { type Drawing, type PlacedGate, visibleLayers } from './circuit/layout.js';
import { moved, moveOf } from './circuit/moves.js';
import { NetworkPicture } from './circuit/network.js';
import { Picture } from './circuit/picture.js';
import {
  columns,
  drawing,
  FOLDED,
  labelOf,
  networkDrawing,
  presentValue,
  row,
  unfolded,
  wordsOf,
} from './circuit/state.js';
import { angleValueText } from './circuit/words.js';
import './circuit/circuit.css';
import './circuit/network.css';
import './panels.css';

const unfold = () => {
  unfolded.value = true;
};

/** Where the reader is. */
interface Place {
  readonly gate: PlacedGate;
  readonly wire: number;
}

/** Turns the hands of all dials as the angles change; nothing else of the picture is touched. */
function followAngles(svg: SVGSVGElement, { gates }: Drawing): () => void {
  const hands = gates.flatMap((gate) => {
    const hand = svg.querySelector(`[data-gate="${gate.id}"] .hand`);
    return hand === null ? [] : [{ gate, hand }];
  });
  return effect(() => {
    for (const { gate, hand } of hands) {
      const value = presentValue(gate);
      hand.classList.toggle('unknown', value === null);
      hand.setAttribute('transform', `rotate(${(((value ?? 0) * 180) / Math.PI).toFixed(1)})`);
    }
  });
}

/** What the gate under the pointer or the focus is, with its value of now. */
function Details({ place }: { readonly place: Place | null }) {
  const training = shown.value?.training;
  if (place === null) {
    return (
      <p class="gate-details muted">
        Point at a gate, or go from gate to gate with the arrow keys, to see its name, its angle and the angle's value.
      </p>
    );
  }
  const { gate } = place;
  const { name, condition, angle, help } = wordsOf(gate);
  const value = presentValue(gate);
  const isData = gate.operation.kind === 'gate' && gate.operation.angle?.kind === 'data';
  return (
    <div class="gate-details">
      <p>
        <strong>{name}</strong>
        {condition && `, ${condition}`}
        {angle && (
          <>
            {' · '}
            <span class="angle">{angle}</span>
            {value !== null && <span class="angle-value">{` = ${angleValueText(value)}`}</span>}
            {isData &&
              (training === undefined
                ? ', set by the data'
                : ` at training row ${Math.min(row.value, training.length - 1) + 1}`)}
          </>
        )}
      </p>
      <p class="muted small">{help}</p>
    </div>
  );
}

function Toolbar() {
  const isLong = drawing.value.groups.some(({ layers }) => visibleLayers(layers, FOLDED).length < layers);
  const training = shown.value?.training;
  return (
    <div class="row circuit-tools">
      {isLong && (
        <Button onClick={() => (unfolded.value = !unfolded.value)} pressed={unfolded.value}>
          {unfolded.value ? `Show ${FOLDED} layers of each` : 'Show all layers'}
        </Button>
      )}
      {training !== undefined && (
        <div class="narrow-field">
          <NumberInput
            label="Training row in data angles"
            value={Math.min(row.value, training.length - 1) + 1}
            min={1}
            max={training.length}
            onChange={(value) => (row.value = value - 1)}
          />
        </div>
      )}
    </div>
  );
}

function Heading() {
  const run = shown.value;
  return (
    <div>
      <h2>{run === null ? 'The circuit of Bell-1, before any training' : `The circuit of ${run.name}`}</h2>
      <p class="muted">
        {run === null && 'Start a run in the race, and its angles move here. '}
        {run !== null && (run.iteration === 0 ? 'Before any training. ' : `After ${run.iteration} steps. `)}
        Time runs to the right. The hands show the present angles, 0 straight up; a double line carries a measured bit.
      </p>
    </div>
  );
}

/** The circuit of the run that is shown: what every gate is, and its angle while it trains. */
export function CircuitPanel() {
  const svg = useRef<SVGSVGElement>(null);
  const place = useSignal<Place | null>(null);
  const drawn = drawing.value;
  const names = columns.value;
  // The same element as before is not looked at again: the picture is made anew only with another drawing or other names.
  const picture = useMemo(() => <Picture drawing={drawn} labelOf={labelOf} onUnfold={unfold} />, [drawn, names]);

  useEffect(() => {
    place.value = null;
    return followAngles(svg.current as SVGSVGElement, drawn);
  }, [drawn]);

  // One gate is in the tab order: the one the reader was at, or the first.
  const now = place.value;
  useEffect(() => {
    const element = svg.current?.querySelector(`[data-gate="${now?.gate.id ?? 0}"]`);
    element?.setAttribute('tabindex', '0');
    element?.classList.toggle('active', now !== null);
    return () => {
      element?.setAttribute('tabindex', '-1');
      element?.classList.remove('active');
    };
  }, [drawn, now]);

  const gateOf = (target: EventTarget | null): PlacedGate | null => {
    const id = target instanceof Element ? target.closest('[data-gate]')?.getAttribute('data-gate') : null;
    return id == null ? null : drawn.gates[Number(id)];
  };
  const goTo = (gate: PlacedGate | null) => {
    if (gate === null || place.value?.gate === gate) return;
    const wire = gate.signs.some((sign) => sign.wire === place.value?.wire) ? place.value!.wire : gate.signs[0].wire;
    place.value = { gate, wire };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moveOf(event.key);
    const gate = gateOf(event.target);
    if (move === null || gate === null) return;
    event.preventDefault();
    const next = moved(drawn.gates, { gate, wire: place.value?.wire ?? gate.signs[0].wire }, move);
    place.value = next;
    svg.current?.querySelector<SVGElement>(`[data-gate="${next.gate.id}"]`)?.focus();
  };
  return (
    <section class="stack" aria-label="Circuit">
      <Heading />
      <div class="card network-card">
        <NetworkPicture drawing={networkDrawing.value} />
      </div>
      <Toolbar />
      <div class="card circuit-card">
        <div class="circuit-scroll">
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand for a drawing */}
          <svg
            ref={svg}
            class="circuit"
            width={drawn.width}
            height={drawn.height}
            viewBox={`0 0 ${drawn.width} ${drawn.height}`}
            role="group"
            aria-label="Circuit, from left to right. Arrow keys go from gate to gate."
            onPointerOver={(event) => goTo(gateOf(event.target))}
            onFocusIn={(event) => goTo(gateOf(event.target))}
            onKeyDown={onKeyDown}
          >
            {picture}
          </svg>
        </div>
        <Details place={now} />
      </div>
    </section>
  );
}
