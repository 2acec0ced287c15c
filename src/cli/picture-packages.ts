// The packages that draw are optional: numbers need none of them.
import { EbitError, messageOf } from '../errors.js';

/** What pictures are made with, as npm takes it. */
const PACKAGES = '@observablehq/plot linkedom @resvg/resvg-js';

/** Tells why no pictures can be drawn here, and the mend; null where they can. */
export async function missingPictures(): Promise<string | null> {
  try {
    await Promise.all([import('@observablehq/plot'), import('linkedom'), import('@resvg/resvg-js')]);
    return null;
  } catch (cause) {
    return (
      `Pictures need three more packages, and one of them does not load (${messageOf(cause).split(/\n| imported from /)[0]}); install them: ` +
      `npm install ${PACKAGES}`
    );
  }
}

/**
 * Throws unless pictures can be drawn, so that they are refused before the work and not after it.
 *
 * @throws EbitError 'runtime' if a package is missing
 */
export async function requirePictures(): Promise<void> {
  const missing = await missingPictures();
  if (missing !== null) throw new EbitError('runtime', missing);
}
