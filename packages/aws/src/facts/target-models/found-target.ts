import { readRoute } from "@driftwheel/core/routing/route.ts";
import type { EndpointFact } from "@driftwheel/core/vocabulary/fact.ts";
import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { findRoute } from "../../routing/found-route.ts";
import { s3Uri } from "../../s3/s3-location.ts";
import { missingEndpoint } from "../found-endpoint.ts";
import { artifactAt, describeArtifact, describeHost } from "./described-target.ts";

/**
 * One model of a multi-model endpoint as an endpoint with one variant: the artifact that answers is its config, and the
 * variant's name. What does not serve does not exist, and says why.
 *
 * @param name `endpoint:artifact`
 * @param championIn the SSM parameter whose champion is the artifact that answers; where there is none, the name's own is
 */
export async function findTarget(name: string, championIn?: string): Promise<EndpointFact> {
  const { endpoint, targetModel = "" } = deployedOn(name);
  const host = await describeHost(endpoint);
  if (!host) return missing(`endpoint ${endpoint} does not exist`);
  const { traits, model } = host;
  if (traits && !traits.multiModel)
    return missing(`endpoint ${endpoint} serves one model, and no TargetModel`);
  const routed = await championOf(endpoint, championIn);
  if (!routed.ok) return missing(routed.reason);
  const artifact = routed.artifact ?? targetModel;
  const place = traits?.artifacts === undefined ? null : artifactAt(traits.artifacts, artifact);
  const there = place && (await describeArtifact(place));
  if (place && !there) return missing(`there is no artifact ${s3Uri(place)}`);
  return {
    ...missingEndpoint,
    exists: true,
    status: host.found.status,
    failureReason: host.found.failureReason,
    config: artifact,
    variants: [{ name: artifact, weight: 1, model, package: there?.package ?? null }],
    // What is counted of an artifact the proxy counts, to the second: functions/invoke/count-answer.ts.
    traits: traits && { ...traits, metricsEvery: 1 },
  };
}

type Routed =
  | { readonly ok: true; readonly artifact: string | null }
  | { readonly ok: false; readonly reason: string };

/** No artifact where nobody has written a route yet. */
async function championOf(endpoint: string, parameter: string | undefined): Promise<Routed> {
  if (parameter === undefined) return { ok: true, artifact: null };
  const { value } = await findRoute(parameter);
  if (value === null) return { ok: true, artifact: null };
  const read = readRoute(value);
  if (!read.ok) return { ok: false, reason: `the SSM parameter ${parameter}: ${read.reason}` };
  const { champion } = read.route;
  return champion.endpoint === endpoint && champion.targetModel !== undefined
    ? { ok: true, artifact: champion.targetModel }
    : {
        ok: false,
        reason: `the SSM parameter ${parameter}: champion: leads to no target model of endpoint ${endpoint}`,
      };
}

function missing(failureReason: string): EndpointFact {
  return { ...missingEndpoint, failureReason };
}
