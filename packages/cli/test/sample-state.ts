const packageArn = "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/6";

/** The model "frost" with something of everything, as the API tells it. */
export const sampleState = {
  model: "frost",
  endpoint: "frost-prod",
  packageGroup: "frost",
  sequence: 23,
  status: "held",
  champion: { variant: "version-4", version: 4, package: null },
  drift: {
    confirmed: {
      sequence: 2,
      at: "2026-03-02T10:00:00.000Z",
      since: "2026-03-02T08:00:00.000Z",
      features: [{ feature: "temp_max" }, { feature: "wind" }],
    },
    remedyUnderWay: true,
    skipped: "cooldown",
    schedules: [],
  },
  monitoring: [
    {
      subject: "driftwheel",
      lastWindow: { end: "2026-03-02T11:00:00.000Z", judged: false },
      lastJudged: {
        end: "2026-03-02T09:00:00.000Z",
        rows: 480,
        unread: {
          lines: 3,
          reasons: [{ reason: "a row has 4 values; expected 5", lines: 3 }],
          example: null,
        },
      },
      blind: {
        reason: "too-few-rows",
        words: "12 rows in the window; at least 100 are needed.",
        since: "2026-03-02T10:00:00.000Z",
        windows: 2,
        told: false,
      },
    },
    { subject: "driftwheel-quality", lastWindow: null, lastJudged: null, blind: null },
  ],
  retraining: {
    sequence: 3,
    displayName: "driftwheel-frost-3",
    requestedAt: "2026-03-02T10:00:00.000Z",
    deadline: "2026-03-03T10:00:00.000Z",
    execution: null,
  },
  candidates: [{ version: 6, package: packageArn, stage: "approval-requested", sequence: 9 }],
  rollout: {
    rollout: "frost-v5-1",
    sequence: 12,
    phase: "looking",
    startedAt: "2026-03-02T10:23:00.000Z",
    deadline: "2026-03-04T10:23:00.000Z",
    weight: 10,
    looks: 1,
    champion: { variant: "version-4", version: 4, trials: 90, successes: 31 },
    challenger: { variant: "version-5", version: 5, trials: 0, successes: 0 },
  },
  paused: { by: "ops", reason: "the sensors are being swapped", since: "2026-03-02T11:20:00.000Z" },
  held: { reason: "The endpoint has another config.", since: "2026-03-02T11:25:00.000Z" },
  alerts: [
    {
      key: "frost/held",
      sequence: 20,
      about: 19,
      aboutKind: "rollout-held",
      severity: "page",
      at: "2026-03-02T11:25:00.000Z",
      subject: "frost: the endpoint was changed by someone else",
      acknowledgedBy: null,
      escalated: true,
    },
  ],
  approvals: [
    {
      model: "frost",
      version: 6,
      package: packageArn,
      requestedAt: "2026-03-02T10:22:00.000Z",
      deadline: "2026-03-05T10:22:00.000Z",
      sequence: 9,
    },
  ],
};
