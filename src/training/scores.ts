/** How well a model does on the training and the validation set. */
export interface Scores {
  readonly trainingAccuracy: number;
  readonly trainingLoss: number;
  /** Null where there is no validation set, as the next. */
  readonly validationAccuracy: number | null;
  readonly validationLoss: number | null;
  /** The metric of the validation rows that the fit watches; not there where that is their accuracy or loss, or none. */
  readonly validationMetric?: number;
}
