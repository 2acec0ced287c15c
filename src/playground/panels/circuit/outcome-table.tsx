import type { Classes } from '../../../data/labels.js';
import { classWord } from '../../../data/labels.js';
import { labelTexts } from '../../label-texts.js';
import { TableBox } from '../../ui/table-box.js';
import type { JointOutcome, Outcomes, PartyOutcomes } from './outcomes.js';

const share = (value: number) => value.toFixed(3);
const signed = (value: number) => value.toFixed(3).replace('-', '−');

/** A cell with a probability: its number, and a bar as long as it. */
function Share({ value, weight = null }: { readonly value: number; readonly weight?: number | null }) {
  return (
    <td class="share">
      <span class="share-bar" style={{ width: `${(100 * Math.min(1, Math.max(0, value))).toFixed(1)}%` }} />
      <span class="share-number">{share(value)}</span>
      {weight !== null && <span class="share-weight">counts {signed(weight)}</span>}
    </td>
  );
}

/** Two parties: P(a, b) with each party's own at its edges. */
function PairTable({ outcomes: { parties, joint } }: { readonly outcomes: Outcomes }) {
  const [a, b] = parties;
  const at = (i: number, j: number) => joint[i * b.words.length + j];
  return (
    <table class="outcome-table" aria-label={`Probabilities of what ${a.name} and ${b.name} read`}>
      <thead>
        <tr>
          <td />
          {b.words.map((word) => (
            <th key={word} scope="col">{`${b.name} reads ${word}`}</th>
          ))}
          <th scope="col">{`P(${a.name})`}</th>
        </tr>
      </thead>
      <tbody>
        {a.words.map((word, i) => (
          <tr key={word}>
            <th scope="row">{`${a.name} reads ${word}`}</th>
            {b.words.map((other, j) => (
              <Share key={other} value={at(i, j).probability} weight={at(i, j).weight} />
            ))}
            <Share value={a.marginal[i]} />
          </tr>
        ))}
        <tr class="marginals">
          <th scope="row">{`P(${b.name})`}</th>
          {b.words.map((word, j) => (
            <Share key={word} value={b.marginal[j]} />
          ))}
          <td />
        </tr>
      </tbody>
    </table>
  );
}

/** Any number of parties: the marginals of each, then all joint outcomes. */
function PartyTables({ outcomes: { parties, joint } }: { readonly outcomes: Outcomes }) {
  const wordOf = ({ places }: JointOutcome) => places.map((place, party) => parties[party].words[place]).join(' ');
  const own = (party: PartyOutcomes) =>
    party.words.map((word, i) => (
      <tr key={`${party.name} ${word}`}>
        <th scope="row">{`${party.name} reads ${word}`}</th>
        <Share value={party.marginal[i]} />
      </tr>
    ));
  return (
    <div class="party-tables">
      <table class="outcome-table" aria-label="Probabilities of what each party reads">
        <tbody>{parties.filter(({ words }) => words.length > 1).map(own)}</tbody>
      </table>
      {parties.length > 1 && (
        <table class="outcome-table" aria-label="Probabilities of what all parties read together">
          <tbody>
            {joint.map((one) => (
              <tr key={wordOf(one)}>
                <th scope="row">{wordOf(one)}</th>
                <Share value={one.probability} weight={one.weight} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Whether two parties read independently of each other, to the digits that are shown. */
function independence({ parties, joint }: Outcomes): string {
  if (parties.length !== 2) return '';
  const [a, b] = parties;
  const apart = Math.max(
    ...joint.map(({ places: [i, j], probability }) => Math.abs(probability - a.marginal[i] * b.marginal[j])),
  );
  const names = `P(${a.name}) P(${b.name})`;
  return apart < 5e-4
    ? ` Here P(${a.name}, ${b.name}) is ${names}: the bits tell nothing of each other.`
    : ` P(${a.name}, ${b.name}) differs from ${names} by up to ${apart.toFixed(3)}.`;
}

/** What comes out for a row, and what is decided by it. */
export function OutcomeTable({
  outcomes,
  label,
  trueLabel,
}: {
  readonly outcomes: Outcomes;
  readonly label: Classes | null;
  readonly trueLabel: number | null;
}) {
  const texts = labelTexts(label);
  const many = label !== null && 'classes' in label;
  const wordOf = (value: number) => {
    if (many) return classWord(label, value);
    if (outcomes.expectation === null) return `class ${value}`;
    return value > 0 ? texts.plus : texts.minus;
  };
  const { expectation, decision } = outcomes;
  const isUndecided = expectation !== null && decision === 0;
  return (
    <>
      <TableBox label="What the parties read">
        {outcomes.parties.length === 2 ? <PairTable outcomes={outcomes} /> : <PartyTables outcomes={outcomes} />}
      </TableBox>
      <p class="outcome-decision">
        {expectation !== null && (
          <>
            {'E = '}
            <strong class="outcome-expectation">{signed(expectation)}</strong>
            {': '}
          </>
        )}
        {isUndecided ? 'nothing to tell by' : <strong>{`label ${wordOf(decision)}`}</strong>}
        {trueLabel !== null && (
          <span class={decision === trueLabel ? 'is-right' : 'is-wrong'}>
            {decision === trueLabel ? ' ✓ as in the data' : ` ✗ the data have ${wordOf(trueLabel)}`}
          </span>
        )}
      </p>
      <p class="hint">
        {expectation !== null && 'E is the sum of all joint probabilities, each times what the outcome counts.'}
        {independence(outcomes)}
      </p>
    </>
  );
}
