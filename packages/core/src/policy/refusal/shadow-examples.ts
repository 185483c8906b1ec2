/** What is right of a trial as a shadow. */
export const shadowExamples = {
  "rollout.shadow": { for: "2 hours", agreement: { at: 0, atLeast: 0.95 } },
  "rollout.shadow.for": "2 hours",
  "rollout.shadow.minAnswers": 500,
  "rollout.shadow.share": 100,
  "rollout.shadow.agreement": { at: 0, atLeast: 0.95 },
  "rollout.shadow.agreement.at": "predictions.0.label",
  "rollout.shadow.agreement.atLeast": 0.95,
  "rollout.shadow.agreement.within": 0.5,
  "rollout.shadow.onAgreement": "ramp",
  "rollout.shadow.atDeadline": "roll back",
} as const;
