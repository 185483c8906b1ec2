import type { AppProof } from "@driftwheel/core/idle/act.ts";
import type { StudioAppFact } from "@driftwheel/core/idle/inventory.ts";
import { type NamedMetric, valuesOf } from "./metrics.ts";

type PlacedApp = Pick<StudioAppFact, "name" | "domain" | "userProfile" | "space">;

/** How apps are used, as far as a metric tells. */
export interface AppUse {
  /** Milliseconds; null where nothing was published lately. */
  readonly unusedFor: number | null;
  readonly busiest: number | null;
  readonly isWatched: boolean;
}

export const unknownUse: AppUse = { unusedFor: null, busiest: null, isWatched: false };

const minute = 60_000;
/** As AWS's own sample looks at it. */
const canvasLately = 20 * minute;
/** Milliseconds: whoever publishes once in each is watched. */
const watchPeriod = 15 * minute;

/**
 * For how long nobody has used Canvas: the least that it has said lately, so that one that was just started again is
 * in use.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/canvas-log-out.html
 * https://github.com/aws-samples/sagemaker-canvas-auto-shutdown-on-idle
 */
export async function canvasUse(apps: readonly PlacedApp[], now: Date): Promise<ReadonlyMap<string, AppUse>> {
  const values = await valuesOf(
    apps.map((app) => ({
      ...metricOf(app),
      namespace: "/aws/sagemaker/Canvas/AppActivity",
      name: "TimeSinceLastActive",
    })),
    "Minimum",
    { start: new Date(now.getTime() - canvasLately), end: now, periodSeconds: 60 },
  );
  return new Map([...values].map(([key, seconds]) => [key, { ...unknownUse, unusedFor: least(seconds) }]));
}

/** How busy apps were at most, by a metric that the team publishes, and whether it was published all the time. */
export async function metricUse(
  apps: readonly PlacedApp[],
  { namespace, name, over }: Omit<Extract<AppProof, { readonly by: "metric" }>, "by">,
  now: Date,
): Promise<ReadonlyMap<string, AppUse>> {
  const start = Math.floor((now.getTime() - over) / watchPeriod) * watchPeriod;
  const periods = Math.floor((now.getTime() - start) / watchPeriod);
  const values = await valuesOf(
    apps.map((app) => ({ ...metricOf(app), namespace, name })),
    "Maximum",
    { start: new Date(start), end: now, periodSeconds: watchPeriod / 1000 },
  );
  return new Map(
    [...values].map(([key, found]) => [
      key,
      // What is published now may not be there yet.
      { ...unknownUse, busiest: Math.max(...found), isWatched: found.length >= periods - 1 },
    ]),
  );
}

function least(seconds: readonly number[]): number {
  return Math.min(...seconds) * 1000;
}

function metricOf({ name, domain, userProfile, space }: PlacedApp): Pick<NamedMetric, "key" | "dimensions"> {
  const place = space === null ? { UserProfileName: userProfile ?? "" } : { SpaceName: space };
  return { key: name, dimensions: { DomainId: domain, ...place } };
}
