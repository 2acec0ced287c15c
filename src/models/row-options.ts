/** How rows may be given. */
export const rowForms = ['raw', 'scaled'] as const;

/** `raw`: in the units of the table, to be scaled by the model's scale; `scaled`: as the model embeds them. */
export type RowForm = (typeof rowForms)[number];

/** What is said of rows. */
export interface RowOptions {
  /**
   * Unless told, they are scaled already; of a model with a scale they are then refused beyond [-pi/2, pi/2], where no row
   * that it was trained on can lie, unless ebit scaled them itself.
   */
  readonly rows?: RowForm;
}

/** What is said of the rows of a fit or a task, which were scaled when they were read. */
export const SCALED: RowOptions = { rows: 'scaled' };
