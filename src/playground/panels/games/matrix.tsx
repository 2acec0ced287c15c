import type { GameFacts } from '../../questions/games.js';
import { TableBox } from '../../ui/table-box.js';

/** Up to so many questions a side the cells have texts. */
const MOST_TEXTS = 8;

/** The pairs of questions: what is wanted of each, and how often a strategy wins it. */
export function Matrix({
  facts: { a, b, weights, labelled },
  correlators,
}: {
  readonly facts: GameFacts;
  readonly correlators: Float64Array | null;
}) {
  if (weights === null) {
    return <p class="hint">{`The table of ${a.length} by ${b.length} questions is too large to be drawn.`}</p>;
  }
  const isSmall = Math.max(a.length, b.length) <= MOST_TEXTS;
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const wonOf = (place: number) =>
    correlators === null ? null : (1 + Math.sign(weights[place]) * correlators[place]) / 2;
  const cell = (place: number, key: string) => {
    const weight = weights[place];
    if (weight === 0) return <td key={key} class="unasked" />;
    const won = wonOf(place);
    const sign = weight > 0 ? '+' : '−';
    const said = labelled ? `${sign}1` : String(weight).replace('-', '−');
    return (
      <td
        key={key}
        class={weight > 0 ? 'plus' : 'minus'}
        style={{ '--part': (0.3 + (0.7 * Math.abs(weight)) / largest).toFixed(2) }}
      >
        {isSmall ? said : sign}
        {isSmall && won !== null && <span class="won-share">{won.toFixed(2).replace(/^0/, '')}</span>}
      </td>
    );
  };
  return (
    <TableBox class="game-matrix" label="The game’s table">
      <table class={isSmall ? 'small-game' : 'large-game'}>
        <thead>
          <tr>
            <td />
            {b.map((question) => (
              <th key={question} scope="col">
                {isSmall ? `B ${question}` : question}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {a.map((question, i) => (
            <tr key={question}>
              <th scope="row">{isSmall ? `A ${question}` : question}</th>
              {b.map((other, j) => cell(i * b.length + j, other))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
