import { checkedFlatSettings } from '../../src/cli/settings/check.js';
import type { Settings } from '../../src/cli/settings/schema.js';

/** Settings by the names of their flags. */
export function said(flat: Readonly<Record<string, unknown>>): Settings {
  return checkedFlatSettings(flat, 'It');
}
