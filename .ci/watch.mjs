// Builds the library again whenever a source has changed.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const help = `Usage: npm run watch

Builds what is out of date (dist/), then again after every change below src/ or assembly/. A build that fails is reported,
and the next change tries again. Ends with Ctrl+C.

  --help   shows this text
`;

const root = fileURLToPath(new URL('..', import.meta.url));
/** Editors write a file in several steps. */
const quietMilliseconds = 150;

let building = false;
let isStale = false;
let timer = null;

function build() {
  if (building) {
    isStale = true;
    return;
  }
  building = true;
  isStale = false;
  const start = performance.now();
  const child = spawn(process.execPath, ['.ci/ensure.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  child.once('exit', (status) => {
    building = false;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    process.stdout.write(status === 0 ? `Up to date after ${seconds} s; watching.\n` : 'Not built; watching.\n');
    if (isStale) build();
  });
}

const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
if (values.help) process.stdout.write(help);
else {
  for (const folder of ['src', 'assembly']) {
    watch(`${root}${folder}`, { recursive: true }, (_, name) => {
      if (String(name).includes('generated')) return;
      clearTimeout(timer);
      timer = setTimeout(build, quietMilliseconds);
    });
  }
  build();
}
