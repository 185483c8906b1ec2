import { DescribeModelPackageCommand } from "@aws-sdk/client-sagemaker";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { trainOnCity } from "./another-city.ts";
import { describeFrost, expectRolledBack } from "./live/taken-back.ts";
import { whileAsked } from "./live/while-asked.ts";
import { type SmallAws, startSmallAws } from "./small-aws.ts";

/**
 * A version that learned New York and is better on New York's days, put on trial on Seattle's: the gate cannot know,
 * the traffic does. The functions are the bundles that are deployed.
 */
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(3);
  aws.begin();
});

afterAll(() => aws.close());

/** What follows the last entry that is waited for. */
const soon = { timeout: longestWait, interval: 200 };

it("a version that is worse on live traffic is taken off it, and the endpoint is as it was", async () => {
  const { clients, local, ledger } = aws;
  const before = await describeFrost(aws);
  const failed = await whileAsked(aws, { invoke: invokeEndpoint(clients.runtime) }, async () => {
    await trainOnCity(clients, "New York");
    await vi.waitFor(
      async () => expect((await ledger()).map(({ kind }) => kind)).toContain("rollout-rolled-back"),
      { timeout: longestWait, interval: 500 },
    );
  });

  const entries = await ledger();
  expectRolledBack(entries);
  const after = await describeFrost(aws);
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
  expect(failed).toEqual([]);
});
