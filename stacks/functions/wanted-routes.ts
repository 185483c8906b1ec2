import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { freshDataSource } from "@driftwheel/core/policy/retrain/fresh-data-source.ts";
import { retrainerOf } from "@driftwheel/core/policy/retrain/retrainer-of.ts";
import type { FreshDataSource } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { type Route, routes } from "../routes.ts";
import type { Scope } from "../scope.ts";

type Place = Pick<Scope, "fleet" | "account" | "region">;

/** The routes that this fleet needs: what no model of it waits for costs nothing, and reaches nobody. */
export function wantedRoutes(scope: Place): readonly Route[] {
  const policies = Object.values(scope.fleet.models);
  const retrainers = new Set(policies.map(({ retrain }) => retrainerOf(retrain).kind));
  const sources = policies.flatMap(
    ({ retrain }) => (retrain.freshData && freshDataSource(retrain.freshData)) ?? [],
  );
  return routes
    .filter(({ retrainedBy }) => retrainedBy === undefined || retrainers.has(retrainedBy))
    .flatMap((route) => ofJobs(route, policies))
    .flatMap((route) => narrowed(route, sources, scope));
}

/** A bucket may have millions of other files, and each event that comes costs a message. */
function narrowed(route: Route, sources: readonly FreshDataSource[], scope: Place): readonly Route[] {
  if (route.waitsFor === undefined) return [route];
  if (route.waitsFor === "files") {
    return sources.length === 0 ? [] : [{ ...route, pattern: ofFiles(route, sources, scope) }];
  }
  const names = sources.flatMap((source) => (source.kind === "feature-group" ? source.name : []));
  const detail = { FeatureGroupName: unique(names) };
  return names.length === 0 ? [] : [{ ...route, pattern: { ...route.pattern, detail } }];
}

/** An account may run many transform jobs, and each event that comes costs a message. */
function ofJobs(route: Route, policies: readonly ModelPolicy[]): readonly Route[] {
  if (route.servedIn === undefined) return [route];
  const jobs = policies.flatMap(({ batch }) => batch?.jobs ?? []);
  if (jobs.length === 0) return [];
  const named = [...unique(jobs), "driftwheel-"].map((prefix) => ({ prefix }));
  const detail = { ...Object(route.pattern.detail), TransformJobName: named };
  const exact = { ...route.pattern, detail };
  return [JSON.stringify(exact).length <= longestPattern ? { ...route, pattern: exact } : route];
}

/** A pattern has at most 2,048 characters: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const longestPattern = 2048;

function ofFiles({ pattern }: Route, sources: readonly FreshDataSource[], scope: Place): Route["pattern"] {
  const places = sources.map((source) => placeOf(source, scope));
  const bucket = { name: unique(places.map(({ bucket: name }) => name)) };
  const key = unique(places.map(({ prefix }) => prefix)).map((prefix) => ({ prefix }));
  const exact = { ...pattern, detail: { bucket, object: { key } } };
  // Where there are too many places for one rule, all files of their buckets come, and the policy tells them apart.
  return JSON.stringify(exact).length <= longestPattern ? exact : { ...pattern, detail: { bucket } };
}

/** Where the files of a source have their keys. */
export function placeOf(
  source: FreshDataSource,
  { account, region }: Pick<Scope, "account" | "region">,
): { readonly bucket: string; readonly prefix: string } {
  const uri = source.kind === "feature-group" ? source.offlineStore : folderOf(source);
  const [bucket = "", ...folders] = uri.slice("s3://".length).replace(/\/+$/, "").split("/");
  // https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html
  const more =
    source.kind === "feature-group"
      ? [account, "sagemaker", region, "offline-store", `${source.name}-`]
      : [""];
  return { bucket, prefix: [...folders, ...more].join("/") };
}

function folderOf(source: Exclude<FreshDataSource, { readonly kind: "feature-group" }>): string {
  return source.kind === "prefix" ? source.prefix : source.output;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
