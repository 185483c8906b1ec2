/** What is right of a trial in transform jobs. */
export const pairedExamples = {
  "rollout.paired": { outputs: "s3://frost-data/trials/" },
  "rollout.paired.outputs": "s3://frost-data/trials/",
  "rollout.paired.runs": { atLeast: 3, atMost: 14 },
  "rollout.paired.runs.atLeast": 3,
  "rollout.paired.runs.atMost": 14,
  "rollout.paired.minRows": 100,
  "rollout.paired.agreement": { at: 0, atLeast: 0.95 },
  "rollout.paired.agreement.at": "predictions.0.label",
  "rollout.paired.agreement.atLeast": 0.95,
  "rollout.paired.agreement.within": 0.5,
  "rollout.paired.slowerBy": 2,
  "rollout.paired.longestRun": "6 hours",
  "rollout.paired.bake": { jobs: 3 },
  "rollout.paired.bake.jobs": 3,
  "rollout.paired.bake.within": "7 days",
  "rollout.paired.bake.labels": true,
} as const;
