import type { EbitErrorCode } from '../errors.js';

/** How settings are called where a person wrote them, for what is said about them. */
export interface Naming {
  /** 'usage' where they are flags. */
  readonly code: EbitErrorCode;
  /** The name of the setting at a path such as `data.seed`. */
  nameOf(path: string): string;
}

/** As in a task. */
export const pathNames: Naming = { code: 'config', nameOf: (path) => path };

/** How a setting is asked for on a command line. */
export interface SettingFlag {
  /** Its name in camel case: `dataSeed` is `--data-seed`; that of the setting unless told. */
  readonly flag?: string;
  /** What stands for its value in the help. */
  readonly value: string;
  readonly help: string;
  /** How its word is read; as a text unless told. */
  readonly word?:
    | 'number'
    | 'columns'
    | 'ebits'
    | 'coins'
    | 'noise'
    | 'qubits'
    | 'flag'
    | 'loss'
    | 'classWeights'
    | 'earlyStop'
    | 'readout';
}
