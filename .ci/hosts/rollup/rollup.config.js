import resolve from '@rollup/plugin-node-resolve';

export default {
  input: { main: './main.js', worker: 'ebit/worker' },
  output: { dir: 'dist' },
  plugins: [resolve({ browser: true })],
};
