import { reportFolder, wasAssessed } from "@driftwheel/aws/monitor/reports.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";
import type { Assessed } from "./assess.ts";

export type Watched = { readonly result: "assessed-before" } | Assessed;

/**
 * Sees to one window of one model that is over: assesses it unless an earlier run did, which is what a run mostly
 * finds, so that nothing else is loaded before.
 *
 * @throws BadInput when the endpoint captures nothing, or its baseline is missing or broken.
 */
export async function watch(policy: ModelPolicy, window: ClosedWindow): Promise<Watched> {
  const { endpoint, drift } = policy;
  const destination = drift.capture ?? (await captureDestination(endpoint));
  if (!destination)
    throw new BadInput(`Endpoint ${endpoint} captures no data, and the policy has no drift.capture.`);
  const folder = reportFolder({ destination, endpoint, end: window.end });
  if (await wasAssessed(folder)) return { result: "assessed-before" };
  const { assess } = await import("./assess.ts");
  return assess(policy, window, { destination, folder });
}

async function captureDestination(endpoint: string): Promise<string | null> {
  return (await import("@driftwheel/aws/monitor/capture-destination.ts")).captureDestination(endpoint);
}
