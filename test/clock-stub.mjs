// Loaded before a program whose clock is to be wrong, by EBIT_TEST_CLOCK hours.
const shift = 3_600_000 * Number(process.env.EBIT_TEST_CLOCK);
const { now } = Date;
globalThis.Date = class extends Date {
  constructor(...given) {
    if (given.length === 0) super(now() + shift);
    else super(...given);
  }
  static now() {
    return now() + shift;
  }
};
