import { Field } from './field.js';

/** One entry of a list to choose from. */
export interface Choice<T extends string | number> {
  readonly value: T;
  readonly text: string;
}

/** A list to choose one entry from. */
export interface SelectProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly hint?: string;
  readonly error?: string | null;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

export function Select<T extends string | number>(props: SelectProps<T>) {
  const { label, value, choices, hint, error, disabled, onChange } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <select
          {...attributes}
          value={String(value)}
          disabled={disabled}
          onChange={(event) => onChange(choices[event.currentTarget.selectedIndex].value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={String(choice.value)} selected={choice.value === value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
