// Compiles the program by each compiler here, strictly, as a module and as CommonJS; what they complain of is the outcome.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

for (const name of readdirSync('node_modules').filter((folder) => folder.startsWith('typescript-'))) {
  for (const project of ['bundler.json', 'node.json']) {
    const { status, stdout } = spawnSync(process.execPath, [`node_modules/${name}/bin/tsc`, '--project', project], {
      encoding: 'utf8',
    });
    if (status === 0) continue;
    process.stdout.write(`${name}, ${project}:\n${stdout}`);
    process.exitCode = 1;
  }
}
