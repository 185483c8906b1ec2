import {
  DescribeEndpointCommand,
  type DescribeEndpointCommandOutput,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
} from "@aws-sdk/client-sagemaker";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { routeParameter } from "@driftwheel/example-frost/serving/names.ts";
import { expect, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { trainOnCity } from "../another-city.ts";
import { entriesOf } from "../serving/example-run.ts";
import type { SmallAws } from "../small-aws.ts";

/** Somebody trains a version on the days of another city, and its trial goes on until its own endpoint is deleted. */
export async function tryWorse(
  { clients, ledger }: SmallAws,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  await trainOnCity(clients, "New York");
  await meanwhile?.();
  await vi.waitFor(
    async () => {
      const done = entriesOf(await ledger(), "effect-done").map(({ data }) => data.effect);
      expect(done).toContain("delete-endpoint");
    },
    { timeout: longestWait, interval: 500 },
  );
}

/** The challenger answered, its looks found harm, and its share went back to nothing. */
export function expectRolledBack(entries: readonly Entry[]): void {
  const look = entriesOf(entries, "rollout-looked").at(-1);
  expect(entries.map(({ kind }) => kind)).toContain("rollout-rolled-back");
  expect(look?.data.decision).toBe("roll-back");
  expect(look?.data.challenger.invocations).toBeGreaterThan(0);
  expect(entriesOf(entries, "weights-shifted").at(-1)?.data.to).toBe(0);
}

export function describeFrost({ clients }: SmallAws): Promise<DescribeEndpointCommandOutput> {
  return clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
}

/** Of the endpoints the model's own is left, as it was, and the route leads there alone. */
export async function expectOwnEndpointAlone(
  aws: SmallAws,
  entries: readonly Entry[],
  before: DescribeEndpointCommandOutput,
): Promise<void> {
  const { sagemaker } = aws.clients;
  const [started] = entriesOf(entries, "rollout-started");
  const after = await describeFrost(aws);
  expect(after.EndpointConfigName).toBe(before.EndpointConfigName);
  expect(after.EndpointStatus).toBe("InService");
  const { Endpoints = [] } = await sagemaker.send(new ListEndpointsCommand({}));
  expect(Endpoints.map(({ EndpointName }) => EndpointName)).toEqual([frost.endpoint]);
  await expect(
    sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: started?.data.config ?? "none" })),
  ).rejects.toThrow("Could not find");
  await expectRouteHome({ endpoint: frost.endpoint });
}

/** Callers ask nobody but the champion. */
export async function expectRouteHome(champion: object): Promise<void> {
  const { value } = await findRoute(routeParameter);
  expect(JSON.parse(value ?? "")).toEqual({ model: "frost", champion: { ...champion, weight: 100 } });
}
