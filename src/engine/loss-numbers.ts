import { LOSS_HINGE, LOSS_LOGISTIC, LOSS_MSE, LOSS_PRODUCT } from '../core/generated/layout.js';

/** The losses that the core knows, by the names that models have for them. */
export const lossNumbers = {
  mse: LOSS_MSE,
  product: LOSS_PRODUCT,
  logistic: LOSS_LOGISTIC,
  hinge: LOSS_HINGE,
} as const;
