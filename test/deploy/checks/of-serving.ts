import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { triedOn } from "@driftwheel/core/policy/serving/serving.ts";

/** What makes a challenger's own endpoint, sends callers there, and takes it away. */
const apart = new Set([
  "sagemaker:CreateEndpoint",
  "sagemaker:DeleteEndpoint",
  "sagemaker:DeleteEndpointConfig",
]);

/** The same where it is an inference component. */
const ofComponents = new Set([
  "sagemaker:CreateInferenceComponent",
  "sagemaker:DeleteInferenceComponent",
  "sagemaker:DescribeInferenceComponent",
  "sagemaker:UpdateInferenceComponent",
  "sagemaker:UpdateInferenceComponentRuntimeConfig",
]);

/** What copies an artifact for a challenger, and deletes it, in functions that write nothing else into S3. */
const ofCopies = new Set(
  ["command", "endpoint", "registry", "rollout", "sweep"]
    .flatMap((name) => [`${name} s3:PutObject`, `${name} s3:DeleteObject`])
    .filter((one) => one !== "sweep s3:PutObject"),
);

/** What looks at the artifacts of multi-model endpoints, in functions that have nothing else in S3. */
const ofArtifacts = new Set(
  ["command", "endpoint"].flatMap((name) => [`${name} s3:GetObject`, `${name} s3:ListBucket`]),
);

/** What has a challenger transform what a team's jobs do, and gives it the route. */
const paired = new Set([
  "sagemaker:CreateTransformJob",
  "sagemaker:StopTransformJob",
  "rollout sagemaker:DescribeTransformJob",
  "command sagemaker:CreateModel",
]);

const ofTransformJobs = new Set(["sagemaker:DescribeTransformJob", "sagemaker:ListTransformJobs"]);

function hasBatch({ models }: Fleet): boolean {
  return Object.values(models).some(({ serving }) => serving === "batch");
}

/** What the sweep asks of transform jobs that are served by, whatever it asks of those that retrain. */
export function isAskedOfBatch(action: string, fleet: Fleet): boolean {
  return ofTransformJobs.has(action) && hasBatch(fleet);
}

/** A sweep that starts a trial copies an artifact, whatever it writes of those that retrain. */
export function isAskedOfArtifacts(name: string, action: string, { models }: Fleet): boolean {
  const copies = Object.values(models).some((policy) => policy.targetModel && triedOn(policy) !== null);
  return name === "sweep" && action === "s3:PutObject" && copies;
}

/** What a function may not because no model of the fleet is served in a way that asks for it. */
export function isUnneededForServing(name: string, action: string, fleet: Fleet): boolean {
  // It has grants of its own for what stands idle.
  if (name === "idle") return false;
  const models = Object.values(fleet.models);
  const tried = models.filter((policy) => triedOn(policy) === "endpoints");
  const inJobs = models.some((policy) => triedOn(policy) === "jobs");
  // A guard's alarm takes callers away at once, and no transform job has one.
  if (action === "ssm:PutParameter") return tried.length === 0 && (!inJobs || name === "drift");
  if (paired.has(action) || paired.has(`${name} ${action}`)) return !inJobs;
  // It leads callers away, which scales nothing but components.
  const scalesCopies = name === "drift" && action.startsWith("application-autoscaling:");
  if (ofComponents.has(action) || scalesCopies)
    return models.every(({ component }) => component === undefined);
  if (ofCopies.has(`${name} ${action}`)) return tried.every(({ targetModel }) => !targetModel);
  if (ofArtifacts.has(`${name} ${action}`)) return models.every(({ targetModel }) => !targetModel);
  if (apart.has(action))
    return tried.every(({ component, targetModel }) => component !== undefined || targetModel !== undefined);
  const readsRoutes = action === "ssm:GetParameter" && (name === "monitor" || name === "quality");
  if (action !== "sagemaker:ListTransformJobs" && !readsRoutes) return false;
  // Which artifact is the champion is the route's to say.
  if (readsRoutes && models.some(({ targetModel, route }) => targetModel && route)) return false;
  return !hasBatch(fleet);
}
