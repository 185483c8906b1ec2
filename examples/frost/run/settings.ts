/** How the main job is run. */
export const settings = {
  /** Seeds the order of the days and the local AWS's routing. */
  seed: 7,
  /** Milliseconds; with another fleet a person may take part, who has the ten minutes of examples/frost/approval.config.ts. */
  deadlineWithPeople: 840_000,
} as const;
