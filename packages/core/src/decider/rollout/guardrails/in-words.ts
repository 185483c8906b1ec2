import type { GuardedDeployment } from "../../../vocabulary/trial/guarded-deployment.ts";
import { inWords } from "../../../words/duration.ts";

/** How SageMaker shifts the traffic, `10% of the traffic for 10 minutes, then all of it`. */
export function shiftInWords({ shift, terminationWaitSeconds }: GuardedDeployment): string {
  const rest =
    terminationWaitSeconds > 0
      ? `, with the old instances kept for ${inWords(1000 * terminationWaitSeconds)}`
      : "";
  switch (shift.kind) {
    case "all at once":
      return `all of the traffic at once${rest}`;
    case "canary":
      return `${shift.percent}% of the traffic for ${wait(shift.waitSeconds)}, then all of it${rest}`;
    case "linear":
      return `${shift.percent}% more of the traffic every ${wait(shift.waitSeconds)}${rest}`;
    case "rolling":
      return `${shift.percent}% of the instances replaced at a time, ${wait(shift.waitSeconds)} after each batch`;
  }
}

export function alarmsInWords({ alarms }: GuardedDeployment): string {
  return alarms.length === 1 ? `alarm ${alarms[0]}` : `one of the alarms ${alarms.join(", ")}`;
}

function wait(seconds: number): string {
  return seconds === 0 ? "0 seconds" : inWords(1000 * seconds);
}
