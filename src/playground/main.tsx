import { render } from 'preact';
import { followAddress } from './address.js';
import { App } from './app.js';
import { followFaults, reportFault } from './page-faults.js';
import { followShots } from './race/at-shots.js';
import { followRace, keepRace, restoreRace, showSelected } from './race/kept-race.js';
import { firstRace } from './race/race.js';
import { followTheme } from './theme.js';
import './style.css';

followFaults();
followTheme();
followAddress();
try {
  restoreRace();
} catch (error) {
  reportFault(error);
  firstRace();
}
followRace();
const page = document.getElementById('page') as HTMLElement;
page.replaceChildren();
render(<App />, page);
// The page is seen first; what only keeps and passes on comes after.
setTimeout(() => {
  keepRace();
  showSelected();
  followShots();
});
