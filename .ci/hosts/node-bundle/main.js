import { trained } from './training.js';

trained().then((said) => process.stdout.write(`${said}\n`));
