import { type Signal, signal } from '@preact/signals';

/** What stands behind the # of the page's address. */
export interface Address {
  /** Which tab is open. */
  readonly tab: string;
  /** Settings, as the words of a query; empty where there are none. */
  readonly settings: string;
}

/** The tab that is open where the address names none. */
const FIRST_TAB = 'race';

/** Reads `#tab?settings`. */
export function parseAddress(hash: string): Address {
  const text = hash.replace(/^#/, '');
  const cut = text.indexOf('?');
  const tab = cut < 0 ? text : text.slice(0, cut);
  return { tab: tab === '' ? FIRST_TAB : tab, settings: cut < 0 ? '' : text.slice(cut + 1) };
}

/** The inverse of {@link parseAddress}. */
export function formatAddress({ tab, settings }: Address): string {
  return settings === '' ? `#${tab}` : `#${tab}?${settings}`;
}

/** The present address; set it with {@link moveTo}. */
export const address: Signal<Address> = signal({ tab: FIRST_TAB, settings: '' });

/** Reads the window's address now and whenever it changes. */
export function followAddress(): void {
  const read = () => {
    address.value = parseAddress(location.hash);
  };
  read();
  addEventListener('hashchange', read);
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
