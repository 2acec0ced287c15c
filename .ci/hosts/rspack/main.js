import { trained } from './training.js';

trained().then((said) => {
  document.title = said;
});
