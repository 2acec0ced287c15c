// What the trainings of the scene of a real task say: the one verdict of command line, report and page.
import type { Resource } from '../../../network/resource.js';
import { priceName, resourceKind, resourceName } from '../../../network/resource.js';
import type { WorthContrast, WorthMeasurements } from '../../../report/worth-contrasts.js';
import { type WorthFinding, worthVerdict } from '../../../report/worth-verdict.js';
import { meanOf } from '../../../statistics.js';
import { fewestOf } from '../../../worth/measured.js';
import { MOST_SHOTS } from '../../../worth/plan.js';
import type { TaskData } from './asked.js';
import { taskRows } from './fits.js';
import type { Measured } from './measured.js';

/** What one thing that is shared came to, seed by seed. */
export interface TaskArm {
  readonly resource: Resource;
  readonly measured: readonly Measured[];
}

/** The verdict, with what a decision takes. */
export interface TaskVerdict {
  readonly findings: readonly WorthFinding[];
  readonly contrasts: readonly WorthContrast[];
  readonly basis: string;
  /** The accuracy that the fewest shots are for: what the best coins reach; null where nothing is looked for. */
  readonly target: number | null;
  /** What that takes of each arm, as `61 shots (61 pairs)`; null where it is not reached. */
  readonly prices: readonly { readonly name: string; readonly price: string | null }[];
}

/** What the best coins reach at the price, on the rows that choose: in whole hundredths, rounded down. */
function targetOf(arms: readonly TaskArm[], price: number | null): number | null {
  const coins = arms.filter(({ resource }) => resourceKind(resource) === 'correlated');
  if (price === null || coins.length === 0) return null;
  const best = Math.max(...coins.map(({ measured }) => meanOf(measured.map(({ choosing }) => choosing.priced))));
  return best > 0.505 ? Math.floor(100 * best) / 100 : null;
}

/**
 * Returns what the arms say at the price that they were trained for.
 *
 * @param first - the first data seed
 * @throws EbitError 'shape' if the arms were not measured at the same seeds; 'range' without any
 */
export function taskVerdict(
  data: TaskData,
  price: number | null,
  first: number,
  arms: readonly TaskArm[],
): TaskVerdict {
  const accuracy = targetOf(arms, price);
  const curves = ({ measured }: TaskArm, role: 'choosing' | 'reported') => measured.map((one) => one[role].tried);
  const fewest = arms.map((arm) =>
    accuracy === null
      ? undefined
      : {
          choosing: fewestOf(curves(arm, 'choosing'), accuracy),
          reported: fewestOf(curves(arm, 'reported'), accuracy),
        },
  );
  const { training, reported } = taskRows(data, first);
  const isTable = data === 'cancer' || data === 'cancer-2';
  const measurements: WorthMeasurements = {
    arms: arms.map(({ resource, measured }, i) => ({
      resource,
      prices: [
        {
          shots: price,
          accuracies: measured.map((one) => one.reported.priced),
          choosing: measured.map((one) => one.choosing.priced),
        },
      ],
      ...(fewest[i] === undefined ? {} : { fewest: fewest[i] }),
    })),
    over: isTable
      ? { kind: 'splits', training: training.length, test: reported.length }
      : { kind: 'seeds', word: 'data seeds' },
    baseRate: meanOf(arms[0].measured.map((one) => one.baseRate)),
    ...(accuracy === null ? {} : { target: { accuracy, most: MOST_SHOTS } }),
  };
  const { findings, contrasts, basis } = worthVerdict(measurements);
  return {
    findings,
    contrasts,
    basis,
    target: accuracy,
    prices: arms.map(({ resource }, i) => {
      const shots = fewest[i]?.reported ?? null;
      return { name: resourceName(resource), price: shots === null ? null : priceName(resource, shots) };
    }),
  };
}
