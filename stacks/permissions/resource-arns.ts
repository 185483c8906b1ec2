import { packageGroupOf } from "@driftwheel/core/policy/package-group.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { arnOf, type Scope } from "../scope.ts";

/** ARNs of everything of the fleet that permissions are limited to. */
export interface ResourceArns {
  readonly endpoints: readonly string[];
  readonly packages: readonly string[];
  readonly pipelines: readonly string[];
  readonly executions: readonly string[];
  /** Models and endpoint configs that Driftwheel makes: `driftwheel-<model>-...`. */
  readonly ownModels: readonly string[];
  readonly ownConfigs: readonly string[];
  /** Objects that are read, buckets that are listed, reports that the monitor writes. */
  readonly read: readonly string[];
  readonly buckets: readonly string[];
  readonly written: readonly string[];
}

export function resourceArnsOf(scope: Scope): ResourceArns {
  const { fleet, settings, partition } = scope;
  const policies = Object.values(fleet.models);
  const sageMaker = (kind: string, pick: (policy: ModelPolicy) => string, under = "") =>
    names(policies.map(pick), settings.prefix).map((name) =>
      arnOf(scope, "sagemaker", `${kind}/${name}${under}`),
    );
  const own = (kind: string) =>
    // Every model's things begin with the same word, so a fleet with a prefix shares one pattern.
    (settings.prefix === undefined
      ? Object.keys(fleet.models).map((model) => `driftwheel-${model}-*`)
      : ["driftwheel-*"]
    ).map((name) => arnOf(scope, "sagemaker", `${kind}/${name}`));
  const captures = policies.flatMap(({ drift }) => drift.capture ?? []);
  const judged = policies.flatMap(({ quality }) =>
    quality ? [quality.groundTruth, ...(quality.baseline ? [quality.baseline] : [])] : [],
  );
  const baselines = policies.flatMap(({ drift }) => drift.baseline ?? []);
  const reads = [...captures, ...baselines, ...judged, ...settings.reports];
  const s3 = (text: string) => `arn:${partition}:s3:::${text}`;
  const writers = policies.filter(({ drift, quality }) => drift.monitor === "driftwheel" || quality);
  const reportRoots = unique(
    writers.flatMap(({ drift, endpoint }) => reportRoot(drift.capture, endpoint, settings)),
  );
  return {
    endpoints: sageMaker("endpoint", ({ endpoint }) => endpoint),
    packages: packagesOf(scope),
    pipelines: sageMaker("pipeline", ({ retrain }) => retrain.pipeline),
    executions: sageMaker("pipeline", ({ retrain }) => retrain.pipeline, "/execution/*"),
    ownModels: own("model"),
    ownConfigs: own("endpoint-config"),
    read: unique([
      ...reads.map((uri) => (settings.prefix === undefined ? objectsOf(uri) : `${bucketOf(uri)}/*`)),
      ...reportRoots,
    ]).map(s3),
    buckets: unique([...reads.map(bucketOf), ...reportRoots.map((root) => root.split("/")[0] ?? "")]).map(s3),
    written: reportRoots.map(s3),
  };
}

/** Versions of the fleet's package groups, each in the account and region that its group is of. */
function packagesOf(scope: Scope): readonly string[] {
  const { prefix } = scope.settings;
  const groups = Object.values(scope.fleet.models).map(({ packageGroup }) => packageGroupOf(packageGroup));
  const patterns = groups.flatMap(({ name, of }) => {
    const known = prefix !== undefined && name.startsWith(prefix) ? prefix : undefined;
    return names([name], known).map((pattern) =>
      arnOf({ ...scope, ...of }, "sagemaker", `model-package/${pattern}/*`),
    );
  });
  return unique(patterns);
}

/** SageMaker writes names in ARNs in lower case, whichever case they were given. */
function names(given: readonly string[], prefix: string | undefined): readonly string[] {
  const wanted = prefix === undefined ? given : [`${prefix}*`];
  return unique(wanted.flatMap((name) => [name, name.toLowerCase()]));
}

/** Where the monitor writes: packages/aws/src/monitor/reports.ts. */
function reportRoot(
  capture: string | undefined,
  endpoint: string,
  settings: Scope["settings"],
): readonly string[] {
  const places = capture === undefined ? settings.reports : [capture];
  const name = settings.prefix === undefined ? endpoint : `${settings.prefix}*`;
  return places.map((uri) => `${bucketOf(uri)}/driftwheel/reports/${name}/*`);
}

function bucketOf(uri: string): string {
  return uri.slice("s3://".length).split("/")[0] ?? "";
}

/** An object stands for itself, a folder for what is under it. */
function objectsOf(uri: string): string {
  const path = uri.slice("s3://".length).replace(/\/$/, "");
  return /\.[a-z]+$/.test(path) && path.includes("/") ? path : `${path}/*`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
