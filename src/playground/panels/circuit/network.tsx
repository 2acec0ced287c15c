import { plural } from '../../../plural.js';
import { type NetworkDrawing, PARTY, type PlacedLink } from './network-layout.js';

function LinkLine({ link, hasText }: { readonly link: PlacedLink; readonly hasText: boolean }) {
  const { kind, isEntangled, paths, title, text, middle, isHub } = link;
  return (
    <g class={`link ${kind}${isEntangled ? '' : ' separable'}`}>
      <title>{title}</title>
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
      {isHub && <circle class="hub" cx={middle.x} cy={middle.y} r={5} />}
      {hasText && (
        <text x={middle.x} y={middle.y - 7}>
          {text}
        </text>
      )}
    </g>
  );
}

/** A network: its parties, and what joins them. */
export function NetworkPicture({ drawing }: { readonly drawing: NetworkDrawing }) {
  const { width, height, parties, links, hasTexts, label } = drawing;
  return (
    <svg class="network" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {links.map((link) => (
        <LinkLine key={link.key} link={link} hasText={hasTexts} />
      ))}
      {parties.map(({ name, qubits, x, y }) => (
        <g key={name} class="party">
          <title>{`${name}: ${plural(qubits, 'qubit')}`}</title>
          <circle cx={x} cy={y} r={PARTY} />
          <text class="name" x={x} y={y + 1}>
            {name.length > 5 ? `${name.slice(0, 4)}…` : name}
          </text>
          <text class="size" x={x} y={y + 15}>
            {plural(qubits, 'qubit')}
          </text>
        </g>
      ))}
    </svg>
  );
}
