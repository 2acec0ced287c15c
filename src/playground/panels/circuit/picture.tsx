import { plural } from '../../../plural.js';
import type { Drawing, PlacedGate, PlacedGroup, Wire } from './layout.js';
import { SIZE } from './layout.js';
import { GateMarks } from './signs.js';

function GroupFrame({ group, height }: { readonly group: PlacedGroup; readonly height: number }) {
  return (
    <g class={`group ${group.kind}`}>
      <rect x={group.x} y={6} width={group.width} height={height - 12} rx={8} />
      <text x={group.x + 12} y={26}>
        {group.title}
      </text>
    </g>
  );
}

function WireLine({ wire, width }: { readonly wire: Wire; readonly width: number }) {
  const { y, measured } = wire;
  const end = measured === null ? width - SIZE.margin : measured.from;
  return (
    <g class="wire">
      <path d={`M${SIZE.resource - 12} ${y}H${end}`} />
      {measured !== null && measured.to > measured.from && (
        <path d={`M${end} ${y - 1.75}H${measured.to}M${end} ${y + 1.75}H${measured.to}`} />
      )}
    </g>
  );
}

/** Where wires begin: names, |0> or a half, and the ebits as arcs between their halves, the coins as broken ones. */
function Resource({ drawing }: { readonly drawing: Drawing }) {
  const { wires, links, coins, shares, shared, processors } = drawing;
  const start = SIZE.resource - 12;
  return (
    <g class="resource">
      <text class="shared" x={10} y={26}>
        {shared}
      </text>
      {links.map(({ ends, fidelity, isEntangled, from, to, bend }) => (
        <path
          key={ends.join()}
          class={isEntangled ? 'ebit' : 'coin'}
          d={`M${start} ${from}C${start - bend} ${from} ${start - bend} ${to} ${start} ${to}`}
        >
          <title>{`${isEntangled ? 'Ebit' : 'Separable pair'} ${ends[0]} – ${ends[1]}, fidelity ${Number(fidelity.toFixed(4))}`}</title>
        </path>
      ))}
      {coins.map(({ text, from, to, bend }) => (
        <path
          key={`${text} ${from}`}
          class="coin"
          d={`M${start} ${from}C${start - bend} ${from} ${start - bend} ${to} ${start} ${to}`}
        >
          <title>{`Coin ${text}, separable`}</title>
        </path>
      ))}
      {shares.map(({ text, from, to, bend }) => (
        <path
          key={`${text} ${from}`}
          class="ebit"
          d={`M${start} ${from}C${start - bend} ${from} ${start - bend} ${to} ${start} ${to}`}
        >
          <title>{`Share ${text}`}</title>
        </path>
      ))}
      {wires.map(({ processor, qubit, y, half }) => (
        <g key={`${processor}.${qubit}`}>
          {half && <circle class="half" cx={start} cy={y} r={5} />}
          <text class="start" x={start - 12} y={y + 4.5}>
            {half ? '' : '|0⟩'}
          </text>
          <text class="qubit" x={10} y={y + 4.5}>
            {`${processors[processor].name}.${qubit}`}
          </text>
        </g>
      ))}
    </g>
  );
}

/** The box that stands for layers left out; it opens them. */
function Fold({
  group,
  drawing,
  onUnfold,
}: {
  readonly group: PlacedGroup;
  readonly drawing: Drawing;
  readonly onUnfold: () => void;
}) {
  if (group.folded === null) return null;
  const { x, layers } = group.folded;
  const text = `${plural(layers, 'layer')} more`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onUnfold();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button element
    <g class="fold" role="button" tabindex={0} onClick={onUnfold} onKeyDown={onKeyDown}>
      <title>{`Show ${text}: ${group.title}`}</title>
      {drawing.processors.map(({ name, top, bottom }) => (
        <g key={name}>
          <rect class="frame" x={x} y={top + 6} width={SIZE.fold} height={bottom - top - 12} rx={8} />
          <text x={x + SIZE.fold / 2} y={(top + bottom) / 2 - 4}>
            {plural(layers, 'layer')}
          </text>
          <text x={x + SIZE.fold / 2} y={(top + bottom) / 2 + 14} class="more">
            show
          </text>
        </g>
      ))}
    </g>
  );
}

/** What the picture needs to know. */
export interface PictureProps {
  readonly drawing: Drawing;
  /** A gate in words. */
  readonly labelOf: (gate: PlacedGate) => string;
  readonly onUnfold: () => void;
}

/** A circuit: everything of it that does not change while a run trains. */
export function Picture({ drawing, labelOf, onUnfold }: PictureProps) {
  const { width, height, wires, groups, gates } = drawing;
  return (
    <>
      {groups.map((group) => (
        <GroupFrame key={group.key} group={group} height={height} />
      ))}
      {wires.map((wire) => (
        <WireLine key={`${wire.processor}.${wire.qubit}`} wire={wire} width={width} />
      ))}
      <Resource drawing={drawing} />
      {gates.map((gate) => (
        // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a gate is a picture that can be gone to
        <g key={gate.id} class="gate" data-gate={gate.id} role="img" tabindex={-1} aria-label={labelOf(gate)}>
          <GateMarks gate={gate} />
        </g>
      ))}
      {groups.map((group) => (
        <Fold key={group.key} group={group} drawing={drawing} onUnfold={onUnfold} />
      ))}
    </>
  );
}
