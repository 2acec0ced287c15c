import { Field } from './field.js';

/** A number to slide; what it is stands beside its name. */
export interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly hint?: string;
  readonly disabled?: boolean;
  /** How the number is written; as it is unless told. */
  readonly format?: (value: number) => string;
  readonly onChange: (value: number) => void;
}

export function Range({ label, value, min, max, step = 1, hint, disabled, format = String, onChange }: RangeProps) {
  return (
    <Field label={`${label}: ${format(value)}`} hint={hint}>
      {(attributes) => (
        <input
          {...attributes}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          disabled={disabled}
          aria-valuetext={format(value)}
          onInput={(event) => onChange(Number(event.currentTarget.value))}
        />
      )}
    </Field>
  );
}
