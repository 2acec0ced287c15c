import { useCore } from 'ebit';
import core from 'ebit/core.wasm';
import { trained } from './training.js';

useCore(core);

export default {
  // Here is no thread but this one: fitMany() is not told how many workers, and trains in it.
  async fetch() {
    return new Response(await trained({}));
  },
};
