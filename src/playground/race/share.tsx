import { useState } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { choice } from './race.js';

/** Copies the address of this race, or shows it where the browser does not let a page copy. */
export function Share() {
  const [state, setState] = useState<'idle' | 'copied' | 'shown'>('idle');
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setState('copied');
    } catch {
      setState('shown');
    }
  };
  return (
    <>
      <Button onClick={() => void share()}>Share</Button>
      <p class="small muted share-note" role="status">
        {state === 'copied' && 'The address is copied; it holds all settings.'}
        {state === 'shown' && 'The page’s address holds all settings: copy it.'}
        {state !== 'idle' &&
          choice.value.kind === 'table' &&
          ' A table cannot be shared: whoever opens it gets the clusters instead.'}
      </p>
    </>
  );
}
