import { render } from 'preact';
import { followAddress } from './address.js';
import { App } from './app.js';
import { followFaults } from './page-faults.js';
import { publishModules } from './published-modules.js';
import { followTheme } from './theme.js';
import './style.css';

publishModules();
followFaults();
followTheme();
followAddress();
const page = document.getElementById('page') as HTMLElement;
page.replaceChildren();
render(<App />, page);
