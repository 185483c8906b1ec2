import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { projectFunctions } from "@driftwheel/local/lambda/project-functions.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { eventsAtOnce } from "@driftwheel/stacks/functions/sizes.ts";
import { wantedRoutes } from "@driftwheel/stacks/functions/wanted-routes.ts";
import { describedBy } from "./sagemaker.ts";

/** Where the fleet's statistics lie that all rows are compared with. */
export const baseline = { bucket: "fleet", key: "baseline/statistics.json" };

const place = { account: "111122223333", region: "eu-west-1" };

/** Calls a function with what its queue has. */
export type Invoke = (name: string, event: unknown) => Promise<unknown>;

export interface FleetAws {
  readonly local: LocalServer;
  /** The monitor's schedule calls it. */
  schedule(): Promise<void>;
  /** A message for the monitor's own queue. */
  send(body: string): void;
  close(): Promise<void>;
}

/**
 * The small AWS with the fleet's functions behind their queues: so many calls of the monitor at once, and of the others
 * as many as are deployed.
 *
 * @param told whether what the monitor tells reaches the ledgers
 */
export async function startAws(
  models: Readonly<Record<string, string>>,
  invoke: Invoke,
  { workers, told }: { readonly workers: number; readonly told: boolean },
): Promise<FleetAws> {
  const directory = await mkdtemp(join(tmpdir(), "driftwheel-fleet-"));
  const module = join(directory, "fleet.mjs");
  const fleet = defineFleet({
    models: Object.fromEntries(
      Object.entries(models).map(([name, bucket]) => [name, policyOf(name, bucket)]),
    ),
  });
  await writeFile(module, `export default ${JSON.stringify(fleet)};\n`);
  const sagemaker = await serveJson(describedBy(`s3://${baseline.bucket}/${baseline.key}`));
  const project = await projectFunctions();
  const local = await startLocal({
    functions: {
      ...project,
      routes: told ? wantedRoutes({ fleet, ...place }).filter((route) => route.function === "drift") : [],
      schedules: [],
      tasks: new Set(["monitor"]),
      api: [],
      async load(name) {
        const call = (event: unknown) => invoke(name, event);
        return name === "monitor" ? call : atOnce(eventsAtOnce(fleet), call);
      },
    },
    ...place,
    // A worker that dies frees its place at once: whoever calls keeps its messages hidden meanwhile.
    queues: { concurrency: workers, visibilityTimeout: 3_600_000, retryDelay: 100, maxReceiveCount: 5 },
    environment: {
      DRIFTWHEEL_FLEET: module,
      POWERTOOLS_LOG_LEVEL: "SILENT",
      AWS_ENDPOINT_URL_SAGEMAKER: sagemaker.url,
    },
  });
  return {
    local,
    async schedule() {
      const arn = `arn:aws:lambda:${place.region}:${place.account}:function:driftwheel-monitor`;
      const answer = await local.world.callFunction(arn, { "detail-type": "Scheduled Event" });
      if (!answer.ok) throw new Error(answer.error.message);
    },
    send: (body) => local.world.sendMessage(local.world.queues.urlOf("driftwheel-monitor"), body),
    async close() {
      await local.close();
      await sagemaker.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function endpointOf(model: string): string {
  return `${model}-prod`;
}

function policyOf(model: string, bucket: string): ModelPolicyInput {
  return {
    endpoint: endpointOf(model),
    packageGroup: model,
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 2, minEffect: 0.2 },
      capture: `s3://${bucket}/capture`,
    },
    retrain: { pipeline: `${model}-train` },
    gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
    approve: "automatically",
    rollout: { ramp: [5, 25, 50] },
  };
}

/** Has no more than so many calls at once. */
function atOnce(
  most: number,
  call: (event: unknown) => Promise<unknown>,
): (event: unknown) => Promise<unknown> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (event) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await call(event);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
