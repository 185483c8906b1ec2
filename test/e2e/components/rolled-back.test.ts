import { DescribeInferenceComponentCommand, ListInferenceComponentsCommand } from "@aws-sdk/client-sagemaker";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { component } from "@driftwheel/example-frost/serving/component.ts";
import { routeParameter } from "@driftwheel/example-frost/serving/names.ts";
import { nights } from "@driftwheel/example-frost/world/nights.ts";
import { Outcomes } from "@driftwheel/example-shared/world/outcomes.ts";
import { Traffic } from "@driftwheel/example-shared/world/traffic.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { trainOnCity } from "../another-city.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * The same as test/e2e/rolled-back.test.ts on inference components: the challenger answers as a second one on the same instance,
 * and callers read in the route whom to ask. No request fails, neither on the way there nor on the way back.
 */
let aws: SmallAws;
const unexpected: unknown[] = [];

beforeAll(async () => {
  aws = await startSmallAws(3, component.fleet, component);
  aws.begin();
}, longestWait);

afterAll(() => aws.close());

it(
  "a version that is worse on live traffic answers nobody any more, and its component is gone",
  async () => {
    const { clients, days, ledger } = aws;
    const described = () =>
      clients.sagemaker.send(
        new DescribeInferenceComponentCommand({ InferenceComponentName: frost.component }),
      );
    const before = await described();
    const callers = component.ask();
    const outcomes = new Outcomes(clients, nights);
    const traffic = new Traffic(
      {
        name: "frost",
        perSecond: 60,
        concurrency: 30,
        invoke: callers.ask(clients.runtime),
        onServed: (served) => outcomes.follow(served),
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
    const look = entries.findLast((entry) => entry.kind === "rollout-looked");
    const shares = entries.flatMap((entry) => (entry.kind === "weights-shifted" ? [entry.data.to] : []));
    expect(entries.map(({ kind }) => kind)).toContain("rollout-rolled-back");
    expect(look?.data.decision).toBe("roll-back");
    expect(look?.data.challenger.invocations).toBeGreaterThan(0);
    expect(shares.at(-1)).toBe(0);
    const after = await described();
    expect(after).toMatchObject({
      InferenceComponentStatus: "InService",
      Specification: before.Specification,
      RuntimeConfig: before.RuntimeConfig,
    });
    const { InferenceComponents = [] } = await clients.sagemaker.send(new ListInferenceComponentsCommand({}));
    expect(InferenceComponents.map(({ InferenceComponentName }) => InferenceComponentName)).toEqual([
      frost.component,
    ]);
    const { value } = await findRoute(routeParameter);
    expect(JSON.parse(value ?? "")).toEqual({
      model: "frost",
      champion: { endpoint: frost.endpoint, component: frost.component, weight: 100 },
    });
    expect(unexpected).toEqual([]);
  },
  longestWait,
);
