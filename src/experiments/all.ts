import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort } from '../shown-value.js';
import type { Experiment } from './experiment.js';
import { costCurves } from './figures/cost-curves.js';
import { distil } from './figures/distil.js';
import { fidelity } from './figures/fidelity.js';
import { figS6 } from './figures/fig-s6.js';
import { fig2c } from './figures/fig2c.js';
import { fig3 } from './figures/fig3.js';
import { fig4a } from './figures/fig4a.js';
import { fig4b } from './figures/fig4b.js';
import { fig4c } from './figures/fig4c.js';
import { fig4d } from './figures/fig4d.js';
import { fig4e } from './figures/fig4e.js';
import { gateNoise } from './figures/gate-noise.js';
import { memory } from './figures/memory.js';
import { price } from './figures/price.js';
import { rankInputs } from './figures/rank-inputs.js';
import { rivals } from './figures/rivals.js';
import { sensitivity } from './figures/sensitivity.js';
import { tableS2Experiment } from './figures/table-s2.js';
import { tableS3Experiment } from './figures/table-s3.js';
import { tableS4Experiment } from './figures/table-s4.js';
import { tableS5Experiment } from './figures/table-s5.js';
import { tableS6Experiment } from './figures/table-s6.js';
import { topologies } from './figures/topologies.js';

/** All experiments, in the order of the report. A new one is a file beside these, and a line here. */
export const experiments: readonly Experiment[] = [
  fig2c,
  fig3,
  fig4a,
  fig4b,
  fig4c,
  fig4d,
  fig4e,
  figS6,
  tableS2Experiment,
  tableS3Experiment,
  tableS4Experiment,
  tableS5Experiment,
  tableS6Experiment,
  sensitivity,
  rankInputs,
  fidelity,
  rivals,
  price,
  gateNoise,
  memory,
  distil,
  topologies,
  costCurves,
];

/**
 * Returns the experiments of some names, in the order of the report, each once; `all` stands for all of them.
 *
 * @throws EbitError 'usage' for another name, or none
 */
export function experimentsNamed(names: readonly string[]): Experiment[] {
  const known = experiments.map(({ name }) => name);
  const stray = names.find((name) => name !== 'all' && !known.includes(name));
  if (stray !== undefined || names.length === 0) {
    const what = stray === undefined ? 'Nothing is named' : `There is no experiment "${cutShort(stray)}"`;
    const hint = stray === undefined ? '' : nearestHint(stray, [...known, 'all']);
    throw new EbitError('usage', `${what}; give all, or some of ${known.join(', ')}.${hint}`);
  }
  return experiments.filter(({ name }) => names.includes(name) || names.includes('all'));
}
