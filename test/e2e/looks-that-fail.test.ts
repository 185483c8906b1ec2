import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { trainOnCity } from "./another-city.ts";
import { type SmallAws, startSmallAws } from "./small-aws.ts";

/** A trial whose metrics CloudWatch does not give: nobody looks at it, which people must hear of. */
let aws: SmallAws | undefined;

beforeAll(async () => {
  aws = await startSmallAws(5);
  aws.begin();
});

afterAll(() => aws?.close());

it("looks that fail again and again are paged, and no longer once one is taken", async () => {
  if (!aws) throw new Error("It was not started.");
  const { clients, local, ledger } = aws;
  const denied = { code: "AccessDenied", message: "not authorized to perform GetMetricData", status: 403 };
  const lost = async () =>
    (await ledger()).find((entry) => entry.kind === "monitoring-lost" && entry.data.subject === "looks");
  await trainOnCity(clients, "New York");
  await vi.waitFor(async () => expect((await ledger()).map(({ kind }) => kind)).toContain("rollout-looked"), {
    timeout: longestWait,
    interval: 200,
  });
  local.world.faults.add("monitoring", "GetMetricData", denied, 10_000);
  await vi.waitFor(async () => expect(await lost()).toBeDefined(), { timeout: longestWait, interval: 500 });
  expect(await lost()).toMatchObject({
    data: { problem: { reason: "no-looks", words: expect.stringContaining("GetMetricData") } },
  });
  // The alert is an effect of the entry, and comes after it.
  await vi.waitFor(
    () =>
      expect(local.alerts().map(({ topicArn, subject }) => `${topicArn} ${subject}`)).toContainEqual(
        expect.stringMatching(/-page .*look/i),
      ),
    { timeout: longestWait, interval: 200 },
  );

  while (local.world.faults.take("monitoring", "GetMetricData"));
  await vi.waitFor(
    async () =>
      expect(
        (await ledger()).some(
          (entry) => entry.kind === "monitoring-restored" && entry.data.subject === "looks",
        ),
      ).toBe(true),
    { timeout: longestWait, interval: 500 },
  );
});
