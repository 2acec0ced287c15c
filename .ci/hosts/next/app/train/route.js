import { trained } from '../../training.js';

export const dynamic = 'force-dynamic';

export async function GET() {
  return new Response(await trained(), { headers: { 'content-type': 'application/json' } });
}
