// What processors have in common: the states of everything shared, wherever a network is cut.
import { type Half, halvesAmong } from '../network/halves.js';
import type { SharedResource } from '../network/shared-resource.js';
import { ResourceStates, type StateDigits } from './resource-states.js';

/** A resource of which the ends outside of the members have I. */
interface Inside {
  readonly states: ResourceStates;
  /** Of its ends those inside, in their order. */
  readonly ends: readonly number[];
}

/** A resource that joins a tensor's processors to others: its number and the set of its inside ends that are here. */
export interface OpenResource {
  readonly resource: number;
  readonly ends: number;
}

/** One half as a response has it: where its resource is open, a list of states; where it is alone, one. */
export interface LeafHalf {
  readonly open: OpenResource | null;
  readonly states: readonly StateDigits[];
}

/** Sets of processors are masks, bit p for processor p. */
export class NetworkCuts {
  readonly resources: readonly SharedResource[];
  readonly halves: readonly (readonly Half[])[];
  readonly #inside = new Map<number, Inside>();

  constructor(resources: readonly SharedResource[], processors: number) {
    this.resources = resources;
    this.halves = halvesAmong(resources, processors);
  }

  get processors(): number {
    return this.halves.length;
  }

  /** A resource among some members. */
  inside(resource: number, members: number): Inside {
    const { ends, terms } = this.resources[resource];
    let set = 0;
    ends.forEach(({ processor }, end) => {
      if (((members >> processor) & 1) === 1) set |= 1 << end;
    });
    const key = resource * 65536 + set;
    const known = this.#inside.get(key);
    if (known !== undefined) return known;
    const own = ends.flatMap((_, end) => (((set >> end) & 1) === 1 ? [end] : []));
    const left = terms.filter(({ digits }) => digits.every((digit, end) => digit === 0 || ((set >> end) & 1) === 1));
    const restricted = left.map(({ digits, weight }) => ({ digits: own.map((end) => digits[end]), weight }));
    const made = { states: new ResourceStates(restricted, own.length), ends: own };
    this.#inside.set(key, made);
    return made;
  }

  /** Which of a resource's ends among the members belong to some of these. */
  endsOf(resource: number, members: number, part: number): number {
    const { ends } = this.resources[resource];
    return this.inside(resource, members).ends.reduce(
      (set, end, place) => (((part >> ends[end].processor) & 1) === 1 ? set | (1 << place) : set),
      0,
    );
  }

  /** The halves of one of the members. */
  leafOf(processor: number, members: number): LeafHalf[] {
    return this.halves[processor].map(({ resource, end }) => {
      const { states, ends } = this.inside(resource, members);
      const place = ends.indexOf(end);
      if (states.ends > 1) return { open: { resource, ends: 1 << place }, states: states.digitsAt(place) };
      return { open: null, states: [states.aloneDigits()] };
    });
  }

  /** The members as sets that nothing joins. */
  components(members: number): number[] {
    const found: number[] = [];
    let left = members;
    while (left !== 0) {
      let component = left & -left;
      for (let before = 0; before !== component; ) {
        before = component;
        for (const { ends } of this.resources) {
          const own = ends.reduce((set, { processor }) => set | (1 << processor), 0) & members;
          if ((own & component) !== 0) component |= own;
        }
      }
      found.push(component);
      left &= ~component;
    }
    return found;
  }
}

/** The processors of a set, ascending. */
export function processorsIn(set: number): number[] {
  const found: number[] = [];
  for (let p = 0; 1 << p <= set; p++) if (((set >> p) & 1) === 1) found.push(p);
  return found;
}
