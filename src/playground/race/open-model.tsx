import { type Signal, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { cutShort } from '../../shown-value.js';
import { Button } from '../ui/button.js';
import { ErrorNote, messageOf } from '../ui/error-note.js';
import { openModel } from './opened-model.js';
import { addModel } from './race.js';

/** Why the last file could not be opened. */
export const modelFault: Signal<string | null> = signal(null);

/** Opens a model's file as a run of the race, or says what is wrong with it; the race stays as it is then. */
export async function takeModel(file: Pick<File, 'name' | 'size' | 'text'>): Promise<void> {
  try {
    addModel(await openModel(file));
    modelFault.value = null;
  } catch (error) {
    modelFault.value = `${cutShort(file.name)} was not opened. ${messageOf(error)}`;
  }
}

function isModel({ name, type }: File): boolean {
  return type === 'application/json' || name.toLowerCase().endsWith('.json');
}

/** Models may be dropped anywhere on the page while the panel is open; all other files are left to whoever wants them. */
function useDrop(): void {
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined || !isModel(file)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void takeModel(file);
    };
    addEventListener('drop', onDrop, { capture: true });
    return () => removeEventListener('drop', onDrop, { capture: true });
  }, []);
}

/** A button that opens a model's file. */
export function OpenModel() {
  useDrop();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => field.current?.click()}>Open model</Button>
      <input
        ref={field}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="A model’s file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void takeModel(file);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** What was wrong with the last file. */
export function ModelFault() {
  return <ErrorNote message={modelFault.value} />;
}
