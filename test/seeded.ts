// fast-check with the same cases every time: a failure is found again by whoever looks for it. EBIT_SEED tries others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.EBIT_SEED ?? 1) });

export { default } from 'fast-check';
