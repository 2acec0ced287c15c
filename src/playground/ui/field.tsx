import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A labelled control with a hint and, beside it, what is wrong with it. */
export interface FieldProps {
  readonly label: string;
  /** A few words below the control. */
  readonly hint?: string;
  /** What is wrong, in words; null or left out if nothing is. */
  readonly error?: string | null;
  /** Makes the control; it is to carry these attributes. */
  readonly children: (attributes: ControlAttributes) => ComponentChildren;
}

/** What ties a control to its label, its hint and its error. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': notes || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error-note" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
