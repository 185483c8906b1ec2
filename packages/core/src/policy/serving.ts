import type { EndpointTraits } from "../vocabulary/fact.ts";

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

/**
 * Whether Driftwheel tries a version beside the champion and deploys the better one; of other kinds versions are approved,
 * and whoever owns the model deploys them.
 */
export function isTried(serving: ServingKind): boolean {
  return serving === "real time";
}

interface Logged {
  readonly predictionLog?: string | undefined;
  readonly capture?: string | undefined;
}

/** Where the policy says that requests and answers are written, be it by callers or by data capture; `s3://bucket/prefix`. */
export function loggedIn({ predictionLog, capture }: Logged): string | undefined {
  return predictionLog ?? capture;
}
