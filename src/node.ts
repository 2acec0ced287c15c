// The entry `ebit/node`: what needs Node. The main entry runs everywhere.

export { folderStore } from './node/folder-store.js';
