import { useState } from 'preact/hooks';
import { address, formatAddress } from '../address.js';
import { isPanel } from '../panel-names.js';
import { Button } from '../ui/button.js';
import { presentSettings } from './kept-race.js';
import { choice, runs } from './race.js';
import { linkWords } from './share-words.js';

/**
 * The address of the present race, and of the panel that is open. It is made from the race itself: some browsers do not let a page from a file change
 * its own address.
 */
function presentLink(): string {
  const page = location.href.split('#')[0];
  const { tab } = address.value;
  return page + formatAddress({ tab: isPanel(tab) ? tab : 'race', settings: presentSettings(), isSlide: false });
}

/** Copies the address of this panel and the race, or shows it where the browser does not let a page copy. */
export function Share() {
  const [given, setGiven] = useState<{ link: string; isCopied: boolean } | null>(null);
  const link = presentLink();
  const share = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setGiven({ link, isCopied: true });
    } catch {
      setGiven({ link, isCopied: false });
    }
  };
  // What was said of another race does not hold for this one.
  const isPresent = given !== null && given.link === link;
  return (
    <>
      <Button onClick={() => void share()}>Share</Button>
      <p class="small muted share-note" role="status">
        {isPresent && (
          <>
            {given.isCopied ? (
              'The address is copied. '
            ) : (
              <>
                {'This is the address, to copy by hand: '}
                <a href={link}>{link}</a>
                {'. '}
              </>
            )}
            {linkWords({
              data: choice.value.settings.kind,
              runs: runs.value.filter(({ file }) => file === null).length,
              models: runs.value.filter(({ file }) => file !== null).length,
              isFile: location.protocol === 'file:',
            })}
          </>
        )}
      </p>
    </>
  );
}
