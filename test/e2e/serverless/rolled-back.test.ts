import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
} from "@aws-sdk/client-sagemaker";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { routedEndpoint } from "@driftwheel/driftwheel/assignment/routed-endpoint.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { routeParameter } from "@driftwheel/example-frost/serving/names.ts";
import { serverless } from "@driftwheel/example-frost/serving/serverless.ts";
import { serverlessProxy, userOf } from "@driftwheel/example-frost/serving/serverless-proxy.ts";
import { nights } from "@driftwheel/example-frost/world/nights.ts";
import type { WeatherDay } from "@driftwheel/example-frost/world/weather.ts";
import { Outcomes } from "@driftwheel/example-shared/world/outcomes.ts";
import { type Served, Traffic } from "@driftwheel/example-shared/world/traffic.ts";
import { afterEach, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { trainOnCity } from "../another-city.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * The same as test/e2e/rolled-back.test.ts on an endpoint without a server: the challenger answers on an endpoint of its own,
 * and callers read in the route whom to ask, or ask the proxy, which does. No request fails, neither on the way there nor on
 * the way back.
 */
let aws: SmallAws;

afterEach(() => aws.close());

it.each([
  ["callers read the route", serverless],
  ["callers ask the proxy", serverlessProxy],
])(
  "where %s, a version that is worse on live traffic answers nobody any more, and its endpoint is gone",
  async (_, serving) => {
    aws = await startSmallAws(3, serving.fleet, serving);
    aws.begin();
    const { clients, days, ledger } = aws;
    const unexpected: unknown[] = [];
    const answered: Served<WeatherDay>[] = [];
    const described = () =>
      clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
    const before = await described();
    const callers = serving.ask();
    const outcomes = new Outcomes(clients, nights);
    const traffic = new Traffic(
      {
        name: "frost",
        perSecond: serving.pace?.requestsPerSecond ?? 60,
        concurrency: 30,
        invoke: callers.ask(clients.runtime),
        onServed(served) {
          outcomes.follow(served);
          answered.push(served);
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
        async () => {
          const done = (await ledger()).flatMap((entry) =>
            entry.kind === "effect-done" ? [entry.data.effect] : [],
          );
          expect(done).toContain("delete-endpoint");
        },
        { timeout: longestWait, interval: 500 },
      );
    } finally {
      await traffic.stop();
      await outcomes.stop();
      await callers.stop();
    }

    const entries = await ledger();
    const started = entries.find((entry) => entry.kind === "rollout-started");
    const look = entries.findLast((entry) => entry.kind === "rollout-looked");
    const shares = entries.flatMap((entry) => (entry.kind === "weights-shifted" ? [entry.data.to] : []));
    expect(entries.map(({ kind }) => kind)).toContain("rollout-rolled-back");
    expect(look?.data.decision).toBe("roll-back");
    expect(look?.data.challenger.invocations).toBeGreaterThan(0);
    expect(shares.at(-1)).toBe(0);
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
    if (serving === serverlessProxy) expectOneArmEach(entries, answered);
  },
  longestWait,
);

/** As long as the proxy may go by what it has read. */
const routeKept = 5_000;

/** In each step of the ramp each user has the arm that the hash of the route gives them, from the first answer to the last. */
function expectOneArmEach(entries: readonly Entry[], answered: readonly Served<WeatherDay>[]): void {
  const started = entries.find((entry) => entry.kind === "rollout-started")?.data;
  const challenger = started?.apart?.endpoint ?? "none";
  const shifts = entries.filter((entry) => entry.kind === "weights-shifted");
  const seen = shifts.slice(0, -1).map(({ at, data }, step) => {
    const written = entries.find(
      (entry) => entry.kind === "effect-done" && entry.data.effect === "set-route" && entry.at >= at,
    );
    const from = Date.parse(written?.at ?? at) + routeKept;
    const to = Date.parse(shifts[step + 1]?.at ?? "");
    const route = JSON.stringify({
      model: "frost",
      champion: { endpoint: frost.endpoint, weight: 100 - data.to },
      challenger: { endpoint: challenger, weight: data.to },
      rollout: started?.rollout,
    });
    return answered
      .filter(({ at: asked }) => asked.getTime() >= from && asked.getTime() < to)
      .map(({ inferenceId, variant }) => ({
        arm: variant === "version-2" ? challenger : frost.endpoint,
        expected: routedEndpoint(userOf(inferenceId), route),
      }));
  });
  for (const answers of seen) {
    expect(new Set(answers.map(({ arm }) => arm))).toEqual(new Set([frost.endpoint, challenger]));
    expect(answers.filter(({ arm, expected }) => arm !== expected)).toEqual([]);
  }
  expect(seen.length).toBeGreaterThan(0);
}
