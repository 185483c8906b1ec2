import type { FirstModel } from "@driftwheel/example-shared/world/deploy-first.ts";
import type { World } from "@driftwheel/example-shared/world/world.ts";
import type { WeatherDay } from "../world/weather.ts";

/** Another way to serve the frost model than in real time: its fleet, its first endpoint, and how it is asked. */
export interface Serving {
  /** Absolute path of the fleet's module. */
  readonly fleet: string;
  readonly endpoint: Pick<FirstModel, "serverless" | "asynchronous" | "component" | "targetModel" | "route">;
  /** How it is served otherwise than in real time. */
  readonly pace?: Partial<World<WeatherDay>["pace"]>;
  /** Milliseconds between two looks for windows that are over; two seconds unless given. */
  readonly monitorEvery?: number;
  /** What there must be before the endpoint. */
  prepare?(): Promise<void>;
  /** Who asks it from now on. */
  ask(): Callers;
}

interface Callers {
  readonly ask: World<WeatherDay>["ask"];
  /** What callers have still to do when no request comes any more. */
  stop(): Promise<void>;
}

/** By what `--serving` says; a kind is a file of its own, loaded when it is asked for. */
export const servings = {
  asynchronous: async () => (await import("./asynchronous.ts")).asynchronous,
  batch: async () => (await import("./batch.ts")).batch,
  component: async () => (await import("./component.ts")).component,
  "multi-model": async () => (await import("./multi-model.ts")).multiModel,
  serverless: async () => (await import("./serverless.ts")).serverless,
  "serverless-proxy": async () => (await import("./serverless-proxy.ts")).serverlessProxy,
} as const satisfies Readonly<Record<string, () => Promise<Serving>>>;

export type ServingName = keyof typeof servings;

export const servingNames = Object.keys(servings) as readonly ServingName[];
