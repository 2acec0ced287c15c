import { useEffect } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { redo, redoable, undo, undoable } from './race.js';

/** Fields in which the browser itself takes back what was typed. */
const OWN_UNDO = 'input:not([type=radio], [type=checkbox], [type=range], [type=file]), textarea, [contenteditable]';

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y, with the command key on a Mac. */
function onKeyDown(event: KeyboardEvent): void {
  const target = event.target as Element | null;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || target?.closest?.(OWN_UNDO)) return;
  const key = event.key.toLowerCase();
  const isBack = key === 'z' && !event.shiftKey;
  if (!isBack && key !== 'y' && key !== 'z') return;
  event.preventDefault();
  if (isBack) undo();
  else redo();
}

/** Takes changes of the race back, and does them again. */
export function Changes() {
  useEffect(() => {
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  const [back, forth] = [undoable.value, redoable.value];
  return (
    <>
      <Button onClick={undo} disabled={back === null} label={back === null ? 'Undo' : `Undo: ${back}`}>
        Undo
      </Button>
      <Button onClick={redo} disabled={forth === null} label={forth === null ? 'Redo' : `Redo: ${forth}`}>
        Redo
      </Button>
    </>
  );
}
