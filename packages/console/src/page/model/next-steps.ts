import type { ModelState } from "../api/api-types.ts";

export interface NextStep {
  readonly what: string;
  /** When it happens at the latest, ISO 8601; null when it depends on what comes. */
  readonly by: string | null;
  readonly who: "person" | "driftwheel";
}

/** What happens next with a model, the nearest first. */
export function nextSteps(model: ModelState): readonly NextStep[] {
  const { held, paused, rollout, retraining, approvals, drift, candidates } = model;
  const steps: NextStep[] = [];
  if (held) steps.push({ what: "Someone resumes; until then nothing is touched", by: null, who: "person" });
  if (paused) {
    steps.push({ what: "Someone resumes; until then nothing begins", by: null, who: "person" });
  }
  for (const { version, deadline } of approvals) {
    steps.push({ what: `Someone approves or rejects version ${version}`, by: deadline, who: "person" });
  }
  if (rollout) steps.push(rolloutStep(rollout));
  if (retraining) {
    steps.push({
      what: retraining.execution
        ? "The retraining ends and registers a version"
        : "The retraining is started",
      by: retraining.deadline,
      who: "driftwheel",
    });
  }
  for (const { version, stage } of candidates) {
    if (stage === "registered") {
      steps.push({ what: `The gate judges version ${version}`, by: null, who: "driftwheel" });
    }
    if ((stage === "approved" || stage === "accepted") && !rollout) {
      steps.push({ what: `Version ${version} goes on trial`, by: null, who: "driftwheel" });
    }
  }
  if (steps.length === 0 && drift.confirmed && !drift.remedyUnderWay) {
    steps.push({
      what: "A retraining begins when the policy allows it, or when someone asks for it",
      by: null,
      who: "driftwheel",
    });
  }
  if (steps.length === 0) {
    steps.push({ what: "The next window is judged when it has ended", by: null, who: "driftwheel" });
  }
  return steps;
}

function rolloutStep({ phase, deadline }: NonNullable<ModelState["rollout"]>): NextStep {
  switch (phase) {
    case "deploying":
    case "preparing":
      return { what: "The challenger gets its first traffic", by: deadline, who: "driftwheel" };
    case "shadowing":
      return {
        what: "The next look at the shadow: the ramp, a promotion, go on, or roll back",
        by: null,
        who: "driftwheel",
      };
    case "promoting":
      return { what: "The challenger serves alone", by: null, who: "driftwheel" };
    case "baking":
      return { what: "The promoted version stops being watched for harm", by: null, who: "driftwheel" };
    case "rolling-back":
      return { what: "The old champion serves alone", by: null, who: "driftwheel" };
    case "held":
      return { what: "Someone resumes the trial", by: null, who: "person" };
    default:
      return {
        what: "The next look: promote, shift, go on, or roll back",
        by: deadline,
        who: "driftwheel",
      };
  }
}
