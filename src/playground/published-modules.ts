// What the scenes' script and the workshop's have in common: state of the page, of which there must be one, and what draws.
// The build has the workshop's script take these modules from here; `.ci/page.mjs` lists them by the same names.

import * as signals from '@preact/signals';
import * as preact from 'preact';
import * as hooks from 'preact/hooks';
import * as jsx from 'preact/jsx-runtime';
import * as address from './address.js';
import * as ask from './ask.js';
import * as faults from './page-faults.js';
import * as pieces from './pieces.js';
import * as storage from './storage.js';
import * as theme from './theme.js';
import * as work from './work.js';

/** Leaves them where the workshop's script looks for them. */
export function publishModules(): void {
  Object.assign(globalThis, {
    ebitShared: { preact, hooks, jsx, signals, address, ask, faults, pieces, storage, theme, work },
  });
}
