import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
} from "@aws-sdk/client-sagemaker";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import { rowOf } from "@driftwheel/example-frost/image/features.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { asynchronous } from "@driftwheel/example-frost/serving/asynchronous.ts";
import { routeParameter } from "@driftwheel/example-frost/serving/names.ts";
import { nights } from "@driftwheel/example-frost/world/nights.ts";
import { askAsynchronously } from "@driftwheel/example-shared/world/ask-asynchronously.ts";
import { Outcomes } from "@driftwheel/example-shared/world/outcomes.ts";
import { Traffic } from "@driftwheel/example-shared/world/traffic.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { trainOnCity } from "../another-city.ts";
import { root } from "../local-server.ts";
import { region, type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * A version that is worse, on an endpoint that queues requests: it is taken off the route, and every request that its queue
 * had is answered before its endpoint goes.
 */
const challenger = "driftwheel-frost-v2-1";
let aws: SmallAws;
const unexpected: unknown[] = [];

beforeAll(async () => {
  aws = await startSmallAws(3, asynchronous.fleet, asynchronous);
  aws.begin();
}, longestWait);

afterAll(() => aws.close());

/** How many requests of an endpoint its topics have told of. */
function accepted({ local }: SmallAws, endpoint: string, variant: string): number {
  const dimensions = { EndpointName: endpoint, VariantName: variant };
  const of = { namespace: "Driftwheel", name: "InferenceResults", dimensions };
  const samples = local.world.metrics.samples(of, 0, Number.MAX_SAFE_INTEGER, null);
  return samples.reduce((sum, { value, count }) => sum + (value ?? 0) * count, 0);
}

it(
  "a version that is worse gets no new requests, answers what it had, and its endpoint is gone",
  async () => {
    const { clients, days, ledger } = aws;
    const described = () =>
      clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
    const before = await described();
    const callers = asynchronous.ask();
    const outcomes = new Outcomes(clients, nights);
    const byVariant = new Map<string, number>();
    const traffic = new Traffic(
      {
        name: "frost",
        perSecond: 15,
        concurrency: 40,
        invoke: callers.ask(clients.runtime),
        onServed(served) {
          byVariant.set(served.variant, (byVariant.get(served.variant) ?? 0) + 1);
          outcomes.follow(served);
        },
        onFailed: (error) => unexpected.push(error),
      },
      days.seattle(),
    );
    outcomes.start((error) => unexpected.push(error));
    traffic.start();
    try {
      await trainOnCity(clients, "New York");
      await vi.waitFor(
        async () => expect((await ledger()).map(({ kind }) => kind)).toContain("weights-shifted"),
        { timeout: longestWait, interval: 500 },
      );
      // One that the challenger's model refuses.
      const on = { endpoint: challenger, bucket: frost.bucket, prefix: "requests" };
      await askAsynchronously(clients, on, { body: "no,row", inferenceId: "refused" });
      await vi.waitFor(
        async () => {
          const done = (await ledger()).flatMap((entry) =>
            entry.kind === "effect-done" ? [entry.data.effect] : [],
          );
          expect(done).toContain("delete-endpoint");
        },
        { timeout: longestWait, interval: 1_000 },
      );
    } finally {
      // Each that was sent is answered; one that was lost with its endpoint would be waited for.
      await traffic.stop();
      await outcomes.stop();
      await callers.stop();
    }

    // What the topics told is counted for both endpoints, each request once.
    await vi.waitFor(
      () => {
        expect(accepted(aws, frost.endpoint, "champion")).toBe(byVariant.get("champion"));
        expect(accepted(aws, challenger, "version-2")).toBe((byVariant.get("version-2") ?? 0) + 1);
      },
      { timeout: longestWait, interval: 500 },
    );
    const entries = await ledger();
    const started = entries.find((entry) => entry.kind === "rollout-started");
    const look = entries.findLast((entry) => entry.kind === "rollout-looked");
    const shares = entries.flatMap((entry) => (entry.kind === "weights-shifted" ? [entry.data.to] : []));
    expect(entries.map(({ kind }) => kind)).toContain("rollout-rolled-back");
    expect(look?.data.decision).toBe("roll-back");
    expect(look?.data.challenger.invocations).toBeGreaterThan(0);
    expect(shares.at(-1)).toBe(0);
    expect(byVariant.get("version-2")).toBeGreaterThan(0);
    const after = await described();
    expect(after.EndpointConfigName).toBe(before.EndpointConfigName);
    expect(after.EndpointStatus).toBe("InService");
    const { Endpoints = [] } = await clients.sagemaker.send(new ListEndpointsCommand({}));
    expect(Endpoints.map(({ EndpointName }) => EndpointName)).toEqual([frost.endpoint]);
    await expect(
      clients.sagemaker.send(
        new DescribeEndpointConfigCommand({ EndpointConfigName: started?.data.config ?? "none" }),
      ),
    ).rejects.toThrow("Could not find");
    const { value } = await findRoute(routeParameter);
    expect(JSON.parse(value ?? "")).toEqual({
      model: "frost",
      champion: { endpoint: frost.endpoint, weight: 100 },
    });
    expect(unexpected).toEqual([]);

    // Its endpoint is gone, and what failed there is sent to the one that serves.
    const { value: weather } = days.seattle().next();
    if (!weather) throw new Error("Seattle has no more days.");
    const mended = Buffer.from(rowOf(weather.day).join(","));
    await aws.local.world.objects.put(frost.bucket, "requests/refused.csv", mended);
    const command = ["failed-inputs", "frost", "--table", names.ledgerTable, "--redrive", "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...command], {
      cwd: root,
      env: { ...process.env, AWS_REGION: region },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      failed: [{ endpoint: challenger, modelEndpoint: frost.endpoint, inferenceId: "refused" }],
      redriven: [expect.stringMatching(/^redrive-/)],
    });
    await vi.waitFor(
      () => expect(accepted(aws, frost.endpoint, "champion")).toBe((byVariant.get("champion") ?? 0) + 1),
      { timeout: longestWait, interval: 500 },
    );
  },
  longestWait,
);
