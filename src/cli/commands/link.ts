import { join } from 'node:path';
import { EbitError } from '../../errors.js';
import { cutoffCurve } from '../../links/cutoff-curve.js';
import type { Link } from '../../links/link.js';
import { checkedLinks, linkDefaults, type ShotsOverLinks, shotsOverLinks } from '../../links/shots-over-links.js';
import { makeFolder, writeWhole } from '../../node/files.js';
import { type LinkFlags, linkSource } from '../link-source.js';
import { linkText, pairTitles, timeText } from '../link-words.js';
import { requirePictures } from '../picture-packages.js';
import type { Terminal } from '../terminal.js';
import { numberWordOf } from '../worth-flags.js';
import { writePicture } from '../write-picture.js';
import type { Context, Registration } from './context.js';

interface LinkOptions extends LinkFlags {
  readonly shots?: string;
  readonly draws?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly json?: true;
}

/** A point of the picture draws so many shots, where ways are not listed. */
const DRAWS_A_POINT = 2000;

const EXAMPLES = `
Times are seconds. Of --probability, --cycle and --rate two are given. The pairs of a shot are gathered from empty
memories; whoever is there first waits, relaxes and dephases, and is thrown away alone at the cutoff. One pair a shot
is used at age 0. With --distil two pairs become one as soon as both are there, or none; the older one has waited.

A file in YAML or JSON holds "links", a list of objects with the keys between, probability, cycle, rate, fidelity or
weights, memory { t1, t2 }, cutoff, distil { protocol, rounds }, multiplexing, pairs, and perhaps "shots". All its
links together make a shot. Networks of SquidASM with links of typ: depolarise are read as they are, in nanoseconds.
What flags say of a link then holds for all of them.

Examples:
    $ ebit link --probability 0.01 --cycle 1e-4 --fidelity 0.95 --t2 0.1 --cutoff 0.02 --pairs 2
    $ ebit link --rate 50 --cycle 1e-4 --fidelity 0.8 --t2 0.1 --distil dejmps:1 --shots 100
    $ ebit link network.yaml --cutoff 0.01 --out runs/link   keeps numbers, and a picture over the cutoff`;

/** `ebit link` */
export const registerLink: Registration = (program, context) => {
  program
    .command('link')
    .summary('say how many shots links allow, and how good their pairs are when used')
    .description(
      'Says what links make of pairs that come by chance and wait: shots a second, ages, states, distillation.',
    )
    .argument('[file]', 'YAML or JSON with links, or a network of SquidASM; else one link by flags')
    .option('--probability <p>', 'that a try makes a pair, above 0, at most 1')
    .option('--cycle <s>', 'how long a try takes, seconds')
    .option('--rate <r>', 'pairs a second while the link tries')
    .option('--multiplexing <n>', 'pairs tried at once (default 1)')
    .option('--fidelity <f>', 'of a new pair, 0.25 to 1 (default 1)')
    .option('--t1 <s>', 'both memories relax with it (default: they do not)')
    .option('--t2 <s>', 'and lose coherence with it, at most 2 t1 (default 2 t1)')
    .option('--cutoff <s>', 'a pair that waits so long is thrown away (default: none is)')
    .option('--distil <protocol:rounds>', 'bbpssw or dejmps, and how often, as dejmps:1 (default: not)')
    .option('--pairs <n>', 'of the link in one shot (default 1)')
    .option('--shots <n>', `of one decision (default ${linkDefaults.shots})`)
    .option('--draws <n>', `shots drawn where there are too many ways to list (default ${linkDefaults.draws})`)
    .option('--seed <n>', `of the draws (default ${linkDefaults.seed})`)
    .option('--out <folder>', 'keep link.json, link.svg and link.png there')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((path: string | undefined, options: LinkOptions) => linkCommand(path, options, context));
};

async function linkCommand(path: string | undefined, options: LinkOptions, { terminal }: Context): Promise<void> {
  const source = linkSource(path, options);
  const links = checkedLinks(source.links);
  if (options.out !== undefined) await requirePictures();
  const found = shotsOverLinks(source.links, {
    shots: numberWordOf('--shots', options.shots) ?? source.shots ?? linkDefaults.shots,
    draws: numberWordOf('--draws', options.draws) ?? linkDefaults.draws,
    seed: numberWordOf('--seed', options.seed) ?? linkDefaults.seed,
  });
  if (source.isForeign) {
    terminal.note(
      'Read as a network of SquidASM: its links and memories; what gates do and how long they take is not read.',
    );
  }
  const json = `${JSON.stringify(factsOf(source.links, links, found), null, 2)}\n`;
  terminal.data(options.json ? json : `${linkText(links, found, terminal.colours.data.bold)}\n`);
  if (options.out !== undefined) await keep(options.out, links, found, json, terminal);
}

/** All but the ways one by one, which may be a hundred thousand. */
function factsOf(
  settings: readonly object[],
  links: readonly Link[],
  { joint, pairs, ...rest }: ShotsOverLinks,
): object {
  const titles = pairTitles(links, pairs);
  return {
    links: settings,
    ...rest,
    ways: joint.length,
    pairs: pairs.map((pair, i) => ({ name: titles[i], ...pair })),
  };
}

/** @throws EbitError 'disk' or 'file' if it cannot be written */
async function keep(
  folder: string,
  links: readonly Link[],
  found: ShotsOverLinks,
  json: string,
  terminal: Terminal,
): Promise<void> {
  makeFolder(folder);
  writeWhole(join(folder, 'link.json'), json);
  const curve = cutoffCurve(links, DRAWS_A_POINT, linkDefaults.seed);
  if (curve.points.length === 0) {
    throw new EbitError('range', 'No cutoff brings enough shots to draw a picture; the numbers are whole.');
  }
  const seconds = Math.max(...links.map(({ cycle }) => cycle));
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { linkFigure } = await import('../../report/link-figure.js');
  const picture = linkFigure(curve, pairTitles(links, found.pairs), { seconds, text: timeText(seconds) });
  for (const ending of ['svg', 'png']) await writePicture(terminal, join(folder, `link.${ending}`), picture);
  terminal.note(`${join(folder, 'link.json')}, link.svg and link.png are written.`);
}
