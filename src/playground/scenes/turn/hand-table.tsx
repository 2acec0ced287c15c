import { Fragment } from 'preact';
import { type Hands, type Outcome, outcomes, type Table } from './fixed.js';

const marks: Readonly<Record<Outcome, string>> = { won: '✓', lost: '✗', unasked: '' };

/** One answer: pressing it turns it. */
function Answer(props: {
  readonly who: 'A' | 'B';
  readonly question: string;
  readonly answer: number;
  readonly onTurn: () => void;
}) {
  const { who, question, answer, onTurn } = props;
  const sign = answer === 1 ? '+' : '−';
  return (
    <button type="button" class="answer" data-answer={sign} data-who={`${who}${question}`} onClick={onTurn}>
      <span class="answer-question">
        {who}
        <span class="visually-hidden"> asked </span>
        <sub>{question}</sub>
      </span>
      <span class="visually-hidden"> answers </span>
      <span class="answer-sign">{sign}</span>
    </button>
  );
}

/** What wins, in the room that a table of this size has. */
function wantedWords({ a }: Table, label: number): string {
  if (a.length > 2) return label === 1 ? 'same' : 'different';
  return label === 1 ? '+ wanted' : '− wanted';
}

/** A game as a table: the players' answers at its edges, in it what is won and lost. */
export function HandTable(props: {
  readonly table: Table;
  readonly hands: Hands;
  /** Is told which question's answer to turn; A's count first. */
  readonly onTurn: (question: number) => void;
}) {
  const { table, hands, onTurn } = props;
  const { a, b, labels } = table;
  const ended = outcomes(table, hands);
  return (
    <div
      class="hand-table"
      data-rows={a.length}
      style={{
        gridTemplateColumns: `minmax(4rem, 1.2fr) repeat(${b.length}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${a.length + 1}, minmax(0, 1fr))`,
      }}
    >
      <span class="hand-corner" aria-hidden="true">
        ✓ won
        <br />✗ lost
      </span>
      {b.map((question, j) => (
        <Answer key={question} who="B" question={question} answer={hands.b[j]} onTurn={() => onTurn(a.length + j)} />
      ))}
      {a.map((question, i) => (
        <Fragment key={question}>
          <Answer who="A" question={question} answer={hands.a[i]} onTurn={() => onTurn(i)} />
          {b.map((other, j) => {
            const at = i * b.length + j;
            const rule = labels[at] === 1 ? 'same' : 'different';
            const words = ended[at] === 'unasked' ? 'not asked' : `${rule} wanted: ${ended[at]}`;
            return (
              <span
                key={other}
                class="hand-cell"
                data-outcome={ended[at]}
                role="img"
                aria-label={`A asked ${question}, B asked ${other}, ${words}`}
              >
                <span class="hand-mark">{marks[ended[at]]}</span>
                {ended[at] !== 'unasked' && <span class="hand-wanted">{wantedWords(table, labels[at])}</span>}
              </span>
            );
          })}
        </Fragment>
      ))}
    </div>
  );
}
