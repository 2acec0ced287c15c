import * as v from 'valibot';

/** What the numbers in a checkpoint may be: JSON has no other. */
export const finiteNumber = v.pipe(v.number(), v.finite());
export const wholeNumber = v.pipe(finiteNumber, v.integer(), v.minValue(0));
export const finiteNumbers = v.array(finiteNumber);
