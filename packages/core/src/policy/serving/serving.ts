import type { EndpointTraits } from "../../vocabulary/fact.ts";

/** How callers get a model's answers: https://docs.aws.amazon.com/sagemaker/latest/dg/how-it-works-deployment.html */
export const servingKinds = ["real time", "serverless", "asynchronous", "batch"] as const;

export type ServingKind = (typeof servingKinds)[number];

/** How an endpoint answers, by its config; a batch has none. */
export function servedAs({
  serverless,
  asynchronous,
}: Pick<EndpointTraits, "serverless" | "asynchronous">): Exclude<ServingKind, "batch"> {
  if (serverless) return "serverless";
  return asynchronous ? "asynchronous" : "real time";
}

/** On what a challenger serves beside the champion: a variant of the same endpoint, an endpoint of its own, or transform jobs. */
export type TriedOn = "variants" | "endpoints" | "jobs";

/** What tells whether a model's versions are tried. */
interface Tried {
  readonly serving: ServingKind;
  readonly component?: string | undefined;
  readonly targetModel?: object | undefined;
  readonly rollout: {
    readonly ramp: readonly number[];
    readonly guardrails?: object | undefined;
    readonly paired?: object | undefined;
  };
}

/** Kinds whose endpoints take one variant, so that a challenger gets an endpoint of its own. */
const triedApart: readonly ServingKind[] = ["serverless", "asynchronous"];

/** How a challenger of that kind could be tried; null where it could not. */
export function triableOn(serving: ServingKind): TriedOn | null {
  if (serving === "real time") return "variants";
  if (serving === "batch") return "jobs";
  return triedApart.includes(serving) ? "endpoints" : null;
}

/** How versions of the model are tried; null where the policy has no rollout, or its kind takes none. */
export function triedOn({ serving, component, targetModel, rollout }: Tried): TriedOn | null {
  // Guardrails put the version in the place of the champion's variant, and queue nothing elsewhere.
  if (serving === "asynchronous" && rollout.guardrails) return "variants";
  // Beside a component or an artifact there is room for another, and no weights between the two.
  const on = component === undefined && targetModel === undefined ? triableOn(serving) : "endpoints";
  if (on === "jobs") return rollout.paired ? on : null;
  return on === "endpoints" && rollout.ramp.length === 0 ? null : on;
}

/**
 * Whether Driftwheel tries a version beside the champion and deploys the better one; otherwise versions are approved,
 * and whoever owns the model deploys them.
 */
export function isTried(policy: Tried): boolean {
  return triedOn(policy) !== null;
}

interface Logged {
  readonly predictionLog?: string | undefined;
  readonly capture?: string | undefined;
}

/** Where the policy says that requests and answers are written, be it by callers or by data capture; `s3://bucket/prefix`. */
export function loggedIn({ predictionLog, capture }: Logged): string | undefined {
  return predictionLog ?? capture;
}
