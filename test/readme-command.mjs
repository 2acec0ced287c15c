// Stands in for npm, npx and git while a README's commands run, so that a test installs, clones and calls itself in
// no way: the command is checked against package.json and answered, or refused with exit code 1.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, scripts, repository } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const [command, ...words] = process.argv.slice(2);

const refuse = (why) => {
  process.stderr.write(`${[command, ...words].join(' ')}: ${why}\n`);
  process.exit(1);
};

const answers = {
  npm() {
    const [verb, what] = words;
    if (verb === 'install' || verb === 'ci') {
      if (what !== undefined && what !== name) refuse(`the package is called ${name}`);
      return;
    }
    const script = verb === 'run' ? what : verb;
    if (verb !== 'run' && verb !== 'start' && verb !== 'test') refuse('no command of npm that this test knows');
    if (!Object.hasOwn(scripts, script)) refuse(`package.json has no script "${script}"`);
  },
  npx() {
    const [program, ...rest] = words;
    if (program !== name) refuse(`only ${name} can be run`);
    process.exit(spawnSync(process.execPath, [`${root}dist/ebit.js`, ...rest], { stdio: 'inherit' }).status ?? 1);
  },
  git() {
    const [
      verb,
      url,
      folder = url
        ?.replace(/\/$/, '')
        .split('/')
        .pop()
        .replace(/\.git$/, ''),
    ] = words;
    if (verb !== 'clone' || !folder) refuse('no command of git that this test knows');
    const known = typeof repository === 'string' ? repository : repository?.url;
    if (known !== undefined && !known.includes(url.replace(/\.git$/, ''))) refuse(`package.json says ${known}`);
    cpSync(`${root}src/data`, `${folder}/src/data`, { recursive: true });
  },
};
if (!Object.hasOwn(answers, command)) refuse('unknown command');
answers[command]();
