import type { GameFacts, PlayedStrategy, StrategyOrder } from '../../questions/games.js';
import { classicalWords, quantumWords, sharedWords, worth, worthText } from './words.js';

/** A bar with its name, its number and what it bounds. */
function Bar({
  kind,
  name,
  value,
  place,
  from,
  note,
  isTrained = false,
}: {
  readonly kind: 'nothing' | 'coin' | 'ebit';
  readonly name: string;
  readonly value: string;
  readonly place: number;
  readonly from: number;
  readonly note: string;
  readonly isTrained?: boolean;
}) {
  const left = Math.min(place, from);
  return (
    <div class={`game-bar ${kind}${isTrained ? ' trained' : ''}`}>
      <p class="game-bar-name">
        <span>{name}</span> <strong>{value}</strong>
      </p>
      <svg width="100%" height="14" aria-hidden="true">
        <rect class="ground" width="100%" height="14" rx="3" />
        <rect class="value" x={`${left}%`} width={`${Math.abs(place - from)}%`} height="14" rx="3" />
      </svg>
      <p class="hint">{note}</p>
    </div>
  );
}

/** What is won at most with coins, by trained players, and at most with ebits, on one scale. */
export function SuccessBars({
  facts,
  trained,
}: {
  readonly facts: GameFacts;
  readonly trained: { readonly order: StrategyOrder; readonly played: PlayedStrategy } | null;
}) {
  const { classical, quantum, labelled } = facts;
  const values = [0, classical.lower, quantum.upper, ...(trained === null ? [] : [trained.played.value])];
  // Of a game with labels the scale goes from guessing, 1/2, to 1.
  const [from, to] = labelled ? [0.5, 1] : [Math.min(...values), Math.max(...values)];
  const place = (value: number) => (to > from ? (100 * (worth(value, labelled) - from)) / (to - from) : 0);
  const zero = labelled ? 0 : place(0);
  const bar = { from: zero };
  return (
    <div class="game-bars">
      <Bar
        {...bar}
        kind="coin"
        name="Nothing shared, or any coins: at most"
        value={worthText(classical.lower, labelled)}
        place={place(classical.lower)}
        note={classicalWords(facts)}
      />
      {trained !== null && (
        <Bar
          {...bar}
          kind={trained.order.ebits > 0 ? 'ebit' : trained.order.coins > 0 ? 'coin' : 'nothing'}
          isTrained
          name={`Trained, ${sharedWords(trained.order)}`}
          value={worthText(trained.played.value, labelled)}
          place={Math.max(0, place(trained.played.value))}
          note={`Start ${trained.played.start} of ${trained.order.starts}, seed ${trained.order.seed + trained.played.start - 1}.`}
        />
      )}
      <Bar
        {...bar}
        kind="ebit"
        name="Any number of ebits: at most"
        value={worthText(quantum.upper, labelled)}
        place={place(quantum.upper)}
        note={quantumWords(facts)}
      />
      {labelled && <p class="hint game-scale">The bars begin at 1/2, which guessing wins, and end at 1.</p>}
    </div>
  );
}
