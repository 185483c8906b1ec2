import { createHash } from "node:crypto";
import { armFor, hashedText, isShared, pointOf } from "@driftwheel/core/routing/choose.ts";
import { readRoute } from "@driftwheel/core/routing/route.ts";

/** What InvokeEndpoint is asked with. */
export interface RoutedInvocation {
  readonly EndpointName: string;
  /** Absent where the endpoint serves one model. */
  readonly InferenceComponentName?: string;
  /** The artifact, where it is a multi-model endpoint. */
  readonly TargetModel?: string;
}

/**
 * The endpoint to ask for a unit (a user, a session), and the inference component or the artifact of it, by the value of the route's
 * parameter. A unit keeps them as `targetVariant` keeps its variant.
 *
 * @param unit undefined for a request of nobody, whose endpoint is drawn
 * @throws Error naming the field, where the value is no route
 */
export function routedInvocation(unit: string | undefined, value: string): RoutedInvocation {
  const read = readRoute(value);
  if (!read.ok) throw new Error(`The route's ${read.reason}`);
  const { route } = read;
  const { endpoint, component, targetModel } = armFor(
    route,
    isShared(route) ? placeOf(unit, route.rollout ?? "") : 0,
  );
  return {
    EndpointName: endpoint,
    ...(component !== undefined && { InferenceComponentName: component }),
    ...(targetModel !== undefined && { TargetModel: targetModel }),
  };
}

/** The endpoint of `routedInvocation`, where neither inference components nor artifacts are named. */
export function routedEndpoint(unit: string | undefined, value: string): string {
  return routedInvocation(unit, value).EndpointName;
}

function placeOf(unit: string | undefined, salt: string): number {
  return unit === undefined
    ? Math.random()
    : pointOf(createHash("sha256").update(hashedText(salt, unit)).digest());
}
