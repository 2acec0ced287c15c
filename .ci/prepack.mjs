// Runs before npm packs: builds everything afresh, as in a clean checkout, and lets no stale or partial build pass.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { packageFaults } from './release/package-faults.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(process.execPath, ['.ci/ensure.mjs', '--afresh'], { cwd: root, stdio: ['ignore', 2, 2] });
const faults = status === 0 ? packageFaults(root) : ['The build failed.'];
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
