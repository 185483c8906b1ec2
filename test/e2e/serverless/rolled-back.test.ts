import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { routedEndpoint } from "@driftwheel/driftwheel/assignment/routed-endpoint.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { serverless } from "@driftwheel/example-frost/serving/serverless.ts";
import { serverlessProxy, userOf } from "@driftwheel/example-frost/serving/serverless-proxy.ts";
import type { WeatherDay } from "@driftwheel/example-frost/world/weather.ts";
import type { Served } from "@driftwheel/example-shared/world/traffic.ts";
import { afterEach, expect, it } from "vitest";
import { describeFrost, expectOwnEndpointAlone, expectRolledBack, tryWorse } from "../live/taken-back.ts";
import { whileAsked } from "../live/while-asked.ts";
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
    const answered: Served<WeatherDay>[] = [];
    const before = await describeFrost(aws);
    const callers = serving.ask();
    const asking = {
      perSecond: serving.pace?.requestsPerSecond,
      concurrency: 30,
      invoke: callers.ask(aws.clients.runtime),
      onServed: (served: Served<WeatherDay>) => void answered.push(served),
      stop: () => callers.stop(),
    };
    const failed = await whileAsked(aws, asking, () => tryWorse(aws));

    const entries = await aws.ledger();
    expectRolledBack(entries);
    await expectOwnEndpointAlone(aws, entries, before);
    expect(failed).toEqual([]);
    if (serving === serverlessProxy) expectOneArmEach(entries, answered);
  },
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
