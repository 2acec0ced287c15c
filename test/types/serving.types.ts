// What serving promises to a compiler.
import { type Model, openPredictor, openSession, openSimulator, type Prediction } from '../../src/index.js';
import { same } from './same.js';

declare const model: Model;
const predictor = openPredictor(model, { rows: 'raw', link: 'logistic' });

/** Records of an interface, which has no index signature. */
interface Patient {
  readonly age: number;
  readonly ill?: boolean;
}
declare const patients: readonly Patient[];
declare const stream: AsyncIterable<Patient | Patient[]>;

same<ReturnType<typeof predictor.probabilityOf>, Float64Array>();
export const ofRecords: (Prediction | null)[] = predictor.predictTable(patients);
export const ofText: (Prediction | null)[] = predictor.predictTable('age\n1');
export const ofStream: AsyncIterable<Prediction | null> = predictor.predictTable(stream);
export const closed: Disposable[] = [predictor, openSession(model, [[1]]), openSimulator({} as never)];
export const files: unknown = model.toJSON().format satisfies 'ebit-model';

// @ts-expect-error another word
model.predict([[1]], { rows: 'row' });
// @ts-expect-error a table has no form of rows
predictor.predictTable(patients, { rows: 'raw' });
