import { data, fidelity, type Part, price } from './settings.js';
import { dataWords, priceWords, setWord } from './words.js';

/** Where the real rows are from; their licence asks for it to be said. */
const SOURCE = 'https://doi.org/10.24432/C5DW2B';

function RaceLead() {
  const { value } = data;
  const given = `Maps: the first ${setWord(value)}, colours for the labels given, rings where they are wrong.`;
  if (value === 'clusters' || value === 'chance') {
    return (
      <>
        The same circuits learn the table, A’s corner across and B’s down. A decision is the sign of a mean over shots:
        a coin mixes several plans into it, which nothing shared cannot. {given}
      </>
    );
  }
  return (
    <>
      569 <a href={SOURCE}>real rows</a> (Wolberg et al., CC BY 4.0): across A’s worst concave points, up B’s worst area
      {value === 'cancer' ? ', the other two at their mean' : ''}. {given}
    </>
  );
}

/** What is seen in a part, and what it means. */
export function Lead({ open }: { readonly open: Part }) {
  if (open === 'race') return <RaceLead />;
  if (open === 'games') {
    return (
      <>
        Each pair of corners, one of A’s and one of B’s, has a label. Any two corners of each are four questions: a CHSH
        game?
      </>
    );
  }
  return (
    <>
      {dataWords[data.value]}, trained for {priceWords[price.value]}, the pair anew at each fidelity. Each shot of a
      decision uses up a pair; from 100 on their sum is taken for normal.
      {fidelity.value === 1 ? '' : ' Faint: the perfect pair.'}
    </>
  );
}
