import { DescribeEndpointCommand, DescribeModelPackageCommand } from "@aws-sdk/client-sagemaker";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { nights } from "@driftwheel/example-frost/world/nights.ts";
import { Outcomes } from "@driftwheel/example-shared/world/outcomes.ts";
import { Traffic } from "@driftwheel/example-shared/world/traffic.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { trainOnCity } from "./another-city.ts";
import { type SmallAws, startSmallAws } from "./small-aws.ts";

/**
 * A version that learned New York and is better on New York's days, put on trial on Seattle's: the gate cannot know,
 * the traffic does. The functions are the bundles that are deployed.
 */
let aws: SmallAws;
const unexpected: unknown[] = [];

beforeAll(async () => {
  aws = await startSmallAws(3);
  aws.begin();
});

afterAll(() => aws.close());

/** What follows the last entry that is waited for. */
const soon = { timeout: longestWait, interval: 200 };

it("a version that is worse on live traffic is taken off it, and the endpoint is as it was", async () => {
  const { clients, days, local, ledger } = aws;
  const before = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
  const outcomes = new Outcomes(clients, nights);
  const traffic = new Traffic(
    {
      name: "frost",
      perSecond: 60,
      concurrency: 40,
      invoke: invokeEndpoint(clients.runtime),
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
        const kinds = (await ledger()).map(({ kind }) => kind);
        expect(kinds).toContain("rollout-rolled-back");
      },
      { timeout: longestWait, interval: 500 },
    );
  } finally {
    await traffic.stop();
    await outcomes.stop();
  }

  const entries = await ledger();
  const shares = entries.flatMap((entry) => (entry.kind === "weights-shifted" ? [entry.data.to] : []));
  const look = entries.findLast((entry) => entry.kind === "rollout-looked");
  const after = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
  expect(look?.data.decision).toBe("roll-back");
  expect(shares.at(-1)).toBe(0);
  expect(after.EndpointConfigName).toBe(before.EndpointConfigName);
  expect(after.EndpointStatus).toBe("InService");
  expect(after.ProductionVariants?.map(({ VariantName }) => VariantName)).toEqual(["champion"]);
  await vi.waitFor(
    () => expect(local.alerts().map(({ subject }) => subject)).toContain("frost: version 2 rolled back"),
    soon,
  );
  const ended = entries.find((entry) => entry.kind === "rollout-rolled-back");
  // Whoever deploys the newest approved version of the group must not find it.
  await vi.waitFor(async () => {
    const rolledBack = new DescribeModelPackageCommand({
      ModelPackageName: ended?.data.challenger.package,
    });
    expect(await clients.sagemaker.send(rolledBack)).toMatchObject({
      ModelApprovalStatus: "Rejected",
      ModelLifeCycle: { Stage: "Archived", StageStatus: "RolledBack" },
    });
  }, soon);
  expect(unexpected).toEqual([]);
});
