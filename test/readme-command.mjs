// Stands in for npm, npx and git while a README's commands run, so that a test installs, clones and calls itself in
// no way: the command is checked against package.json and answered, or refused with exit code 1.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, scripts, repository, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const [command, ...words] = process.argv.slice(2);

const refuse = (why) => {
  process.stderr.write(`${[command, ...words].join(' ')}: ${why}\n`);
  process.exit(1);
};

/** Puts a package where programs of this folder find it: this one, or one that it is itself developed with. */
const install = (what) => {
  if (what !== name && !Object.hasOwn(devDependencies, what)) refuse(`the package is called ${name}`);
  const place = `node_modules/${what}`;
  mkdirSync(dirname(place), { recursive: true });
  if (!existsSync(place)) symlinkSync(what === name ? root : `${root}node_modules/${what}`, place);
  const { dependencies } = existsSync('package.json') ? JSON.parse(readFileSync('package.json', 'utf8')) : {};
  writeFileSync('package.json', JSON.stringify({ dependencies: { ...dependencies, [what]: '*' } }));
};

const answers = {
  npm() {
    const [verb, ...whats] = words.filter((word) => word !== '--save-dev');
    if (verb === 'install' || verb === 'ci') {
      for (const what of whats) install(what);
      return;
    }
    const [what] = whats;
    const script = verb === 'run' ? what : verb;
    if (verb !== 'run' && verb !== 'start' && verb !== 'test') refuse('no command of npm that this test knows');
    if (!Object.hasOwn(scripts, script)) refuse(`package.json has no script "${script}"`);
  },
  npx() {
    const [program, ...rest] = words;
    const scripts = { [name]: 'dist/ebit.js', vite: 'node_modules/vite/bin/vite.js' };
    if (!Object.hasOwn(scripts, program)) refuse(`only ${name} and vite can be run`);
    process.exit(spawnSync(process.execPath, [root + scripts[program], ...rest], { stdio: 'inherit' }).status ?? 1);
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
