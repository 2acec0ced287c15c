/** Per-sample numbers, row after row; `count` is even. */
export interface SampleSource {
  readonly count: number;
  readonly values: Float64Array;
}
