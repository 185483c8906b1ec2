import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "../rules/section.ts";

/**
 * From which share on the challenger's cold starts are judged, in percent: an arm with fewer requests keeps less compute
 * warm, whichever version it serves.
 */
export const evenShare = 50;

/** Where nothing would be judged by cold starts. */
export function coldStartFaults({ serving, rollout }: ModelPolicy, section: Section): readonly Fault[] {
  const path = ["rollout", "guards", "coldStarts"];
  if (!section.wrote(path)) return [];
  if (serving !== "serverless") {
    return [
      section.fault(
        path,
        // https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
        `SageMaker counts launches of compute (ModelSetupTime) of serverless endpoints alone, and the model is served ${JSON.stringify(serving)}`,
        { remedy: "leave it out; p99Latency judges what is slow" },
      ),
    ];
  }
  const last = rollout.ramp.at(-1) ?? 0;
  if (last >= evenShare || rollout.ramp.length === 0) return [];
  return [
    section.fault(
      path,
      `is judged from ${evenShare}% of the traffic on, and the ramp ends at ${last}%: with less of it more requests wait for new compute, whichever version answers`,
      { remedy: `write ramp: [${[...rollout.ramp, evenShare].join(", ")}], or leave it out` },
    ),
  ];
}
