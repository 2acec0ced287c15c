// The paper's model: two processors of four qubits that share one ebit, conv layers of depth 20, and its clustered data.
import { effectiveDimension } from '../analysis/effective-dimension.js';
import { fisherMatrix } from '../analysis/fisher.js';
import { clusters } from '../data/clusters.js';
import { game } from '../games/game.js';
import { fit } from '../jobs/fit.js';
import { fitMany } from '../jobs/fit-many.js';
import { classifier } from '../models/classifier.js';
import type { Model } from '../models/model-types.js';
import { qcnn } from '../models/qcnn.js';
import { openSession } from '../models/session.js';
import { bellNetwork } from '../network/bell-network.js';
import { trainStrategy } from '../strategies/train-strategy.js';
import type { Workload } from './workload.js';

const DEPTH = 20;
const BATCH = 768;
/** Rows of a batch to predict. */
const MANY = 1024;
/** Inputs of a Fisher matrix. */
const INPUTS = 100;
/** Long enough that the evaluations at both ends of a fit are a small part of it. */
const ITERATIONS = 100;

const paperModel = (depth = DEPTH): Model =>
  classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth }), seed: 1 });

const trainingRows = () => clusters({ seed: 1 }).training;

/** The first rows of the training set, flat. */
function firstRows(count: number): Float64Array {
  const { rows, features } = trainingRows();
  return rows.slice(0, count * features);
}

export const trainingStep: Workload = {
  name: 'training-step',
  what: 'training steps with gradient, batches of 768 rows',
  unit: 'steps/s',
  digest: '7bc13e6753d93fe14849f4bfff6143750a005512ad79944584b5b8acee7422b6',
  open() {
    const { rows, labels } = trainingRows();
    const { parameters } = paperModel();
    const session = openSession(paperModel(), rows, labels);
    const indices = Int32Array.from({ length: BATCH }, (_, i) => 4 * i);
    const gradient = new Float64Array(parameters.length);
    const work = () => session.step(parameters, indices, 'mse', gradient);
    return {
      count: 1,
      work,
      numbers: () => [work(), ...gradient],
      close: () => session.close(),
    };
  },
};

export const wholeFit: Workload = {
  name: 'fit',
  what: 'iterations of a fit of 100, evaluations included',
  unit: 'iterations/s',
  digest: 'a1c3a4635820176704c572f42ea7176f4dd19df887d5386d67a1300ff05279cd',
  open() {
    const [model, training] = [paperModel(), trainingRows()];
    const work = () => fit(model, training, { iterations: ITERATIONS, seed: 1 });
    return { count: ITERATIONS, work, numbers: async () => (await work()).model.parameters };
  },
};

export const oneRow: Workload = {
  name: 'predict-row',
  what: 'predictions of one row a call',
  unit: 'rows/s',
  digest: '7463de40f359520f868a875b19cbf3957ea913b0df68f12d9c7e01906737af31',
  open() {
    const [model, row] = [paperModel(), firstRows(1)];
    const work = () => model.expectations(row);
    return { count: 1, work, numbers: work };
  },
};

export const manyRows: Workload = {
  name: 'predict-batch',
  what: 'predictions of 1024 rows a call',
  unit: 'rows/s',
  digest: '9a37bded997ee563efaa50a2a5fc68de1549050d8f43f70c48420a45ab27d8a7',
  open() {
    const [model, rows] = [paperModel(), firstRows(MANY)];
    const work = () => model.expectations(rows);
    return { count: MANY, work, numbers: work };
  },
};

export const compiling: Workload = {
  name: 'compile',
  what: 'models made and compiled for training on 16 rows',
  unit: 'models/s',
  digest: '2284220ce11e5f126ad1b89168f7e6aeb3b63055863f1a54f737d84c60ce3016',
  open() {
    const rows = firstRows(16);
    const compiled = () => openSession(paperModel(), rows);
    return {
      count: 1,
      work: () => compiled().close(),
      numbers() {
        const session = compiled();
        const values = session.expectations(paperModel().parameters);
        session.close();
        return values;
      },
    };
  },
};

export const fisher: Workload = {
  name: 'fisher',
  what: 'Fisher matrices over 100 inputs',
  unit: 'matrices/s',
  digest: '3e27f58247daad530966b66b107b814269b193498889d03c441afc6862ce6249',
  open() {
    const [model, rows] = [paperModel(), firstRows(INPUTS)];
    const work = () => fisherMatrix(model, rows);
    return { count: 1, work, numbers: work };
  },
};

export const dimension: Workload = {
  name: 'effective-dimension',
  what: 'draws of an effective dimension over 100 inputs',
  unit: 'draws/s',
  digest: '453d05b99679894c2b33718ab54afa0da04b57d8cc97f52781987877230070de',
  open() {
    const model = paperModel();
    const work = () => effectiveDimension(model, { inputs: INPUTS, draws: 1, seed: 1 });
    return {
      count: 1,
      work,
      async numbers() {
        const { rank, cap, parameters } = await work();
        return [rank, cap, parameters];
      },
    };
  },
};

export const chshTraining: Workload = {
  name: 'chsh',
  what: 'trainings of CHSH beyond S = 2.8',
  unit: 'trainings/s',
  digest: 'd880a55e56f0ee50030f74b085505e6334c28fe61061a5613e8b50813b6f6246',
  open() {
    const chsh = game('chsh');
    const work = () => trainStrategy(chsh, { starts: 1 });
    return { count: 1, work, numbers: async () => (await work()).correlators };
  },
};

export const threads: Workload = {
  name: 'threads',
  what: 'iterations of fits of 100, one in each thread',
  unit: 'iterations/s',
  digest: wholeFit.digest,
  async open(context) {
    const executor = await context.threads();
    const [model, training] = [paperModel(), trainingRows()];
    const seeds = Array.from({ length: executor.width }, (_, i) => i + 1);
    const work = () => fitMany(model, training, { iterations: ITERATIONS, seeds, executor });
    return {
      count: ITERATIONS * seeds.length,
      work,
      numbers: async () => (await work())[0].model.parameters,
    };
  },
};
