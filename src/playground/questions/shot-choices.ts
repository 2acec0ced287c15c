/** The numbers of shots a decision of which each row's chance is told. */
export const SHOT_CHOICES = [10, 100, 1000] as const;

/** One of {@link SHOT_CHOICES}. */
export type ShotChoice = (typeof SHOT_CHOICES)[number];
