import { trained } from '../../training.js';

export const dynamic = 'force-dynamic';

/** A component of the server, which trains in workers of the server before the page leaves it. */
export default async function OnServer() {
  return <title>{await trained()}</title>;
}
