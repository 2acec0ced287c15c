import { describe, inject } from 'vitest';
import { everywhere } from '../everywhere.js';
import { firefoxPath, launchChromium, launchFirefox } from './headless.js';

/** Why Chromium does not start on this machine; null where it does, or where its absence is a fault to be seen. */
export const chromiumAbsence = everywhere ? null : inject('chromiumAbsence');

/** Why there is no Firefox to start; null as above. */
export const firefoxAbsence = everywhere || firefoxPath() !== null ? null : 'apt-get install firefox-esr';

/** `describe` for tests that need Chromium: on a machine where it does not start they are skipped, and say why. */
export function describeInChromium(name: string, body: () => void): void {
  if (chromiumAbsence === null) describe(name, body);
  else describe.skip(`NOT CHECKED: ${name}: ${chromiumAbsence}`, body);
}

/** Both browsers for `describe.each`: a machine may lack one, and the title says so where the results are read. */
export function bothBrowsers(what: string) {
  return [
    { name: 'Chromium', launch: launchChromium, absent: chromiumAbsence },
    { name: 'Firefox', launch: launchFirefox, absent: firefoxAbsence },
  ].map((one) => ({
    ...one,
    title: one.absent === null ? `${what} in ${one.name}` : `NOT CHECKED: ${what} in ${one.name}: ${one.absent}`,
  }));
}
