import { batch, type Signal, signal } from '@preact/signals';

/** What stands behind the # of the page's address. */
export interface Address {
  /** Which scene, or which tab of the workshop, is open. */
  readonly tab: string;
  /** Settings, as the words of a query; empty where there are none. */
  readonly settings: string;
  /** Whether it is shown to an audience: large letters, and no controls. */
  readonly isSlide: boolean;
}

/** The scene that is open where the address names none. */
const FIRST_TAB = 'wall';

/** What is meant by settings without a tab: so were addresses before there were scenes. */
const OLD_FIRST_TAB = 'race';

/** The word among the settings that asks for a slide. */
const SLIDE = 'slide';

/** Reads `#tab?settings` or `#tab?slide&settings`. */
export function parseAddress(hash: string): Address {
  const text = hash.replace(/^#/, '');
  const cut = text.indexOf('?');
  const tab = cut < 0 ? text : text.slice(0, cut);
  const words = cut < 0 ? [] : text.slice(cut + 1).split('&');
  const settings = words.filter((word) => word !== SLIDE).join('&');
  const first = settings === '' ? FIRST_TAB : OLD_FIRST_TAB;
  return { tab: tab === '' ? first : tab, settings, isSlide: words.includes(SLIDE) };
}

/** The inverse of {@link parseAddress}. */
export function formatAddress({ tab, settings, isSlide }: Address): string {
  const words = [...(isSlide ? [SLIDE] : []), ...(settings === '' ? [] : [settings])];
  return words.length === 0 ? `#${tab}` : `#${tab}?${words.join('&')}`;
}

/** The present address; set it with {@link moveTo}. */
export const address: Signal<Address> = signal({ tab: FIRST_TAB, settings: '', isSlide: false });

const takers = new Set<() => void>();

/**
 * Has something be done whenever the window's address was changed by a link, by Back or by hand: before anything that follows
 * {@link address} is drawn or written, so that what the address asks for and what is there never disagree.
 */
export function whenMoved(take: () => void): void {
  takers.add(take);
}

/** Reads the window's address now and whenever it changes. */
export function followAddress(): void {
  const read = () =>
    batch(() => {
      address.value = parseAddress(location.hash);
      for (const take of takers) take();
    });
  addEventListener('hashchange', read);
  read();
}

/** Changes a part of the address without a new entry in the window's history. */
export function moveTo(part: Partial<Address>): void {
  address.value = { ...address.value, ...part };
  try {
    history.replaceState(null, '', formatAddress(address.value));
  } catch {
    // Some browsers refuse this to a page from a file; the page then works without its address following.
  }
}

/** Goes to another place of the page, from which the browser's Back leads here again. */
export function goTo(part: Partial<Address> & Pick<Address, 'tab'>): void {
  const next = { settings: '', isSlide: address.peek().isSlide, ...part };
  location.hash = formatAddress(next);
  address.value = next;
}
