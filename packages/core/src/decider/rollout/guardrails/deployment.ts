import type { Guardrails } from "../../../policy/rollout/guardrails.ts";
import type { GuardedDeployment, TrafficShift } from "../../../vocabulary/trial/guarded-deployment.ts";

/** What the policy asks SageMaker for. */
export function deploymentOf({ shift, terminationWait, maximumTime, alarms }: Guardrails): GuardedDeployment {
  return {
    shift: shiftOf(shift),
    terminationWaitSeconds: seconds(terminationWait ?? 0),
    maximumSeconds: maximumTime === undefined ? null : seconds(maximumTime),
    alarms,
  };
}

/**
 * How a former champion comes back. No alarm may take that back: one that went off because of the version that goes is
 * still in ALARM, and errors of the old fleet count as the new one's.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
export const undoDeployment: GuardedDeployment = {
  shift: { kind: "all at once" },
  terminationWaitSeconds: 0,
  maximumSeconds: null,
  alarms: [],
};

/** What the new version has of the traffic first, in percent. */
export function firstShareOf({ shift }: GuardedDeployment): number {
  return shift.kind === "all at once" ? 100 : shift.percent;
}

/** How long SageMaker waits in a deployment, whatever its instances take, in milliseconds. */
function waitsOf({ shift, terminationWaitSeconds }: GuardedDeployment): number {
  return (
    1000 * (steps(shift) * (shift.kind === "all at once" ? 0 : shift.waitSeconds) + terminationWaitSeconds)
  );
}

/** How long a deployment may take, in milliseconds, when its instances may take as long as a change of the endpoint. */
export function longestOf(deployment: GuardedDeployment, changeDeadline: number): number {
  const { maximumSeconds } = deployment;
  return (maximumSeconds === null ? waitsOf(deployment) : 1000 * maximumSeconds) + changeDeadline;
}

/** How often SageMaker waits between two steps: a canary once, others after each step. */
function steps(shift: TrafficShift): number {
  switch (shift.kind) {
    case "all at once":
      return 0;
    case "canary":
      return 1;
    case "linear":
    case "rolling":
      return Math.ceil(100 / shift.percent);
  }
}

function shiftOf(shift: Guardrails["shift"]): TrafficShift {
  if (shift === "all at once") return { kind: "all at once" };
  const waitSeconds = seconds(shift.wait);
  if ("canary" in shift) return { kind: "canary", percent: shift.canary, waitSeconds };
  if ("linear" in shift) return { kind: "linear", percent: shift.linear, waitSeconds };
  return { kind: "rolling", percent: shift.rolling, waitSeconds };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
