import { signal } from '@preact/signals';
import { handsOf, tableOf, turned } from './fixed.js';
import { HandTable } from './hand-table.js';
import { StrategyMap } from './strategy-map.js';
import { triedWords } from './words.js';

/** CHSH. */
export const CHSH = tableOf('chsh');

/** The strategies that the reader has tried since the page was opened. */
export const tried = signal<ReadonlySet<number>>(new Set());

/** Notes that a strategy was tried. */
export function noteTried(strategy: number): void {
  if (!tried.peek().has(strategy)) tried.value = new Set([...tried.peek(), strategy]);
}

/** Four answers, what they lose, and all others. */
export function FixedPart(props: {
  readonly strategy: number;
  readonly tried: ReadonlySet<number>;
  readonly onChoose: (strategy: number) => void;
}) {
  const { strategy, onChoose } = props;
  return (
    <div class="fixed-part">
      <HandTable
        table={CHSH}
        hands={handsOf(strategy, CHSH)}
        onTurn={(question) => onChoose(turned(strategy, question, CHSH))}
      />
      <div class="turn-map-box">
        <StrategyMap table={CHSH} chosen={strategy} tried={props.tried} onChoose={onChoose} />
        <p class="tried">{triedWords(props.tried.size)}</p>
      </div>
    </div>
  );
}
