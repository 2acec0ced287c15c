// Runs the contract on every runtime that is here, and says where one first differs from the committed digests. With
// `--update` the digests of this Node are committed instead, if all variations of it agree.
import { readFileSync, writeFileSync } from 'node:fs';
import { compared } from './comparison.js';
import { type Digests, firstDifference } from './difference.js';
import { type Runtime, runtimes } from './runtimes.js';
import { variations } from './variations.js';

const file = new URL('./digests.json', import.meta.url);
const all = runtimes();
const [thisNode] = all;
const say = (text: string) => process.stdout.write(`${text}\n`);

async function update(): Promise<boolean> {
  const [first, ...others] = await thisNode.answers(variations.map((variation) => ({ variation })));
  const digests: Digests = Object.fromEntries(first.map(({ name, digest }) => [name, digest]));
  const unlike = others.map((answers) => firstDifference(digests, answers)).find((difference) => difference !== null);
  if (unlike) {
    say(`"${unlike.name}" depends on the workers or the cuts; nothing was written.`);
    return false;
  }
  writeFileSync(file, `${JSON.stringify(digests, null, 2)}\n`);
  say(`${first.length} digests of ${thisNode.name} are now those to compare with.`);
  return true;
}

async function isWell(runtime: Runtime, digests: Digests): Promise<boolean> {
  if (runtime.absent !== null) {
    say(`${runtime.name}: not here; ${runtime.absent}`);
    return true;
  }
  try {
    const { agrees, text } = await compared(runtime, thisNode, digests);
    say(`${runtime.name}: ${text}`);
    return agrees;
  } catch (error) {
    say(`${runtime.name}: failed; ${error}`);
    return false;
  }
}

let well = true;
if (process.argv.includes('--update')) well = await update();
else {
  const digests: Digests = JSON.parse(readFileSync(file, 'utf8'));
  for (const runtime of all) well = (await isWell(runtime, digests)) && well;
}
process.exitCode = well ? 0 : 1;
