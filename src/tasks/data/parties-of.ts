import { MOST_PARTIES, partyNames } from '../../data/deal.js';
import { checkedWhole } from '../../options.js';

/** So many features for each party. @throws EbitError 'range' for another number of parties than `fewest` to 16 */
export function partiesOf(parties: number, fewest: number, features: number): Record<string, number> {
  checkedWhole('The number of parties', parties, fewest, MOST_PARTIES);
  return Object.fromEntries(partyNames(parties).map((name) => [name, features]));
}
