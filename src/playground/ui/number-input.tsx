import { useEffect, useState } from 'preact/hooks';
import { Field } from './field.js';

/** A field for a number. */
export interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  readonly hint?: string;
  readonly disabled?: boolean;
  /** Called with numbers inside the limits only; for others the field itself says what is wrong. */
  readonly onChange: (value: number) => void;
}

function faultOf(text: string, { min, max, step }: NumberInputProps): string | null {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'Give a number.';
  if (value < min || value > max) return `Give a number from ${min} to ${max}.`;
  return step !== 'any' && (step ?? 1) === 1 && !Number.isInteger(value) ? 'Give a whole number.' : null;
}

export function NumberInput(props: NumberInputProps) {
  const { label, value, min, max, step = 1, hint, disabled, onChange } = props;
  const [text, setText] = useState(String(value));
  useEffect(() => {
    setText((now) => (Number(now) === value ? now : String(value)));
  }, [value]);
  const edit = (now: string) => {
    setText(now);
    if (faultOf(now, props) === null) onChange(Number(now));
  };
  return (
    <Field label={label} hint={hint} error={faultOf(text, props)}>
      {(attributes) => (
        <input
          {...attributes}
          type="number"
          inputMode={step === 1 ? 'numeric' : 'decimal'}
          min={min}
          max={max}
          step={step}
          value={text}
          disabled={disabled}
          onInput={(event) => edit(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
