// Many tasks by way of Redis while workers, Redis and the submitter are ended: `npx tsx bench/redis-soak.ts 10000`. Prints
// what was seen; the exit code says whether every task has its outcome and nothing is left.
import { soak } from '../test/node/redis/soak.js';

const count = Number(process.argv[2] ?? 10_000);
const seen = await soak(count, 3000, 2);
process.stdout.write(`${JSON.stringify(seen, null, 2)}\n`);
const isWell = seen.wrong.length === 0 && seen.stored === count && seen.stuck === 0 && seen.orphans === 0;
process.exit(isWell ? 0 : 1);
