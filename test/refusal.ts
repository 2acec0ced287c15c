import { type EbitError, isEbitError } from '../src/errors.js';

/** Returns the EbitError that `act` throws, so that a test can look at both its code and its sentence. */
export function refusal(act: () => unknown): EbitError {
  try {
    act();
  } catch (error) {
    if (isEbitError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Returns the EbitError that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<EbitError> {
  try {
    await promise;
  } catch (error) {
    if (isEbitError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
