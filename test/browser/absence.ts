import { describe, inject } from 'vitest';
import { everywhere } from '../everywhere.js';
import { firefoxPath } from './headless.js';

/** Why Chromium does not start on this machine; null where it does, or where its absence is a fault to be seen. */
export const chromiumAbsence = everywhere ? null : inject('chromiumAbsence');

/** Why there is no Firefox to start; null as above. */
export const firefoxAbsence = everywhere || firefoxPath() !== null ? null : 'apt-get install firefox-esr';

/** `describe` for tests that need Chromium: on a machine where it does not start they are skipped, and say why. */
export function describeInChromium(name: string, body: () => void): void {
  if (chromiumAbsence === null) describe(name, body);
  else describe.skip(`NOT CHECKED: ${name}: ${chromiumAbsence}`, body);
}
