import { effect, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { momentText, shown } from '../shown.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { NumberInput } from '../ui/number-input.js';
import { Select } from '../ui/select.js';
import { type Drawing, type PlacedGate, visibleLayers } from './circuit/layout.js';
import { moved, moveOf } from './circuit/moves.js';
import { NetworkPicture } from './circuit/network.js';
import { OutcomeTable } from './circuit/outcome-table.js';
import { Picture } from './circuit/picture.js';
import {
  columns,
  drawing,
  FOLDED,
  labelOf,
  MOST_FEATURE,
  networkDrawing,
  outcomes,
  ownNumbers,
  ownRow,
  presentRow,
  presentValue,
  row,
  trueLabel,
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
      // The model may be another already than the one that is drawn, for a moment; it may lack the angle.
      const isKnown = value !== null && Number.isFinite(value);
      hand.classList.toggle('unknown', !isKnown);
      hand.setAttribute('transform', `rotate(${((isKnown ? value : 0) * (180 / Math.PI)).toFixed(1)})`);
    }
  });
}

/** Of which row the values of data angles are. */
function rowText(): string {
  const training = shown.value?.training;
  if (ownNumbers.value !== null) return ' at the numbers of your own';
  return training === undefined
    ? ', set by the data'
    : ` at training row ${Math.min(row.value, training.length - 1) + 1}`;
}

/** What the gate under the pointer or the focus is, with its value of now. */
function Details({ place }: { readonly place: Place | null }) {
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
            {isData && rowText()}
          </>
        )}
      </p>
      <p class="muted small">{help}</p>
    </div>
  );
}

function Toolbar() {
  const isLong = drawing.value.groups.some(({ layers }) => visibleLayers(layers, FOLDED).length < layers);
  if (!isLong) return null;
  return (
    <div class="row circuit-tools">
      <Button onClick={() => (unfolded.value = !unfolded.value)} pressed={unfolded.value}>
        {unfolded.value ? `Show ${FOLDED} layers of each` : 'Show all layers'}
      </Button>
    </div>
  );
}

/** Which row the data angles have, and the outcomes are of. */
function RowChoice() {
  const training = shown.value?.training;
  const own = ownNumbers.value;
  return (
    <>
      <div class="fields outcome-fields">
        <Select
          label="Numbers that go in"
          value={own === null ? 'row' : 'own'}
          choices={[
            { value: 'row', text: 'a training row' },
            { value: 'own', text: 'my own' },
          ]}
          onChange={(value) => {
            ownRow.value = value === 'row' ? null : presentRow();
          }}
        />
        {own === null && training !== undefined && (
          <NumberInput
            label="Training row"
            value={Math.min(row.value, training.length - 1) + 1}
            min={1}
            max={training.length}
            onChange={(value) => (row.value = value - 1)}
          />
        )}
      </div>
      {own !== null && (
        <div class="fields own-row">
          {own.map((value, i) => (
            <NumberInput
              key={columns.value[i]}
              label={columns.value[i]}
              value={value}
              min={-MOST_FEATURE}
              max={MOST_FEATURE}
              step="any"
              onChange={(next) => {
                ownRow.value = own.with(i, next);
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** What the parties read, alone and together, and what is decided by it. */
function OutcomeCard() {
  const out = outcomes.value;
  return (
    <div class="card outcome-card">
      <h3>What comes out{rowText()}</h3>
      <RowChoice />
      {out === null && <p class="hint">Choose numbers of your own: there is no training row yet.</p>}
      {out !== null && 'fault' in out && <ErrorNote message={out.fault} />}
      {out !== null && 'found' in out && out.found === null && (
        <p class="hint">There are too many outcomes to show them one by one.</p>
      )}
      {out !== null && 'found' in out && out.found !== null && (
        <OutcomeTable
          outcomes={out.found}
          label={shown.value?.model.columns?.label ?? null}
          trueLabel={trueLabel.value}
        />
      )}
    </div>
  );
}

/** What the parties share, in words, each with whether it is entangled. */
function SharedList() {
  const { links } = networkDrawing.value;
  if (links.length === 0) {
    return <p class="muted">Nothing is shared: every joint probability is the product of the parties’ own.</p>;
  }
  return (
    <ul class="shared-list">
      {links.map((link) => (
        <li key={link.key}>
          <span class={`shared-kind ${link.kind}${link.isEntangled ? '' : ' separable'}`}>
            {link.isEntangled ? 'entangled' : 'separable'}
          </span>{' '}
          {link.title}
        </li>
      ))}
    </ul>
  );
}

function Heading() {
  const run = shown.value;
  return (
    <div>
      <h2>
        {run === null
          ? 'The circuit of Bell-1, before any training'
          : `The circuit of ${run.name}, ${momentText(run.iteration)}`}
      </h2>
      <p class="muted">
        {run === null && 'Start a run in the race, and its angles move here. '}
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
      <div class="circuit-columns">
        <div class="card network-card">
          <h3>What is shared</h3>
          <div class="network-box">
            <NetworkPicture drawing={networkDrawing.value} />
          </div>
          <SharedList />
        </div>
        <OutcomeCard />
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
