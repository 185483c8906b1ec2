/** How the main job is served; times in milliseconds. */
export const settings = {
  /** Seeds the order of the days and the local AWS's routing. */
  seed: 7,
  requestsPerSecond: 60,
  concurrency: 40,
  /** Seattle's days before New York's come. */
  beforeDrift: 30_000,
  /** Served on after the rollout, to see what the new champion is worth. */
  afterRollout: 12_000,
  /** From New York's first day to the rollout's end; about 80 seconds when nothing is in the way. */
  deadline: 240_000,
  /** With another fleet a person may take part, who has the ten minutes of examples/frost/approval.config.ts. */
  deadlineWithPeople: 840_000,
  /** With --no-drift: as long as the main job serves. */
  withoutDrift: 110_000,
  ledgerPoll: 300,
  /** The route table's minutes are for windows of an hour. */
  schedules: { monitor: 1_000, sweep: 5_000 },
} as const;
