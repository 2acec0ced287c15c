import { inlineWorker } from 'ebit/inline-worker';
import { trained } from './training.js';

trained({ workers: 2, script: inlineWorker() }).then((said) => {
  document.title = said;
});
