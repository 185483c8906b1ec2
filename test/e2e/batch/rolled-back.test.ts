import { ListTransformJobsCommand } from "@aws-sdk/client-sagemaker";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import { batch } from "@driftwheel/example-frost/serving/batch.ts";
import { routeParameter } from "@driftwheel/example-frost/serving/names.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { trainOnCity } from "../another-city.ts";
import { whileAsked } from "../live/while-asked.ts";
import { entriesOf } from "../serving/example-run.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * The same as test/e2e/rolled-back.test.ts in transform jobs: a version that learned another city transforms the same
 * nights, and what turned out shows that it is worse. No job of the team's ever used it.
 */
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(3, batch.fleet, batch);
  aws.begin();
});

afterAll(() => aws.close());

it("a version that is worse on the same inputs never gets the route", async () => {
  const { clients, ledger } = aws;
  const before = await findRoute(routeParameter);
  const callers = batch.ask();
  const asking = {
    ...{ invoke: callers.ask(clients.runtime), concurrency: 2_000 },
    stop: () => callers.stop(),
  };
  const failed = await whileAsked(aws, asking, async () => {
    await trainOnCity(clients, "New York");
    await vi.waitFor(async () => expect(entriesOf(await ledger(), "rollout-rolled-back")).not.toEqual([]), {
      timeout: longestWait,
      interval: 500,
    });
  });

  const entries = await ledger();
  const last = entriesOf(entries, "paired-looked").at(-1);
  expect(last?.data.decision).toBe("roll-back");
  expect(last?.data.evidence.worse).toBeGreaterThanOrEqual(last?.data.line.harm ?? 0);
  expect(last?.because).toContain("It is right less often than the champion of the same rows");
  // The challenger transformed the inputs of the runs, and nothing else.
  const { TransformJobSummaries = [] } = await clients.sagemaker.send(
    new ListTransformJobsCommand({ NameContains: "driftwheel-frost-v2-1-run", MaxResults: 100 }),
  );
  // The job of a run that begins as the trial ends is never created.
  const created = entriesOf(entries, "effect-done").filter(
    ({ data }) => data.effect === "create-transform-job",
  );
  const runs = entriesOf(entries, "paired-run-started")
    .filter(({ sequence }) => created.some(({ data }) => data.of === sequence))
    .map(({ data }) => data.job);
  expect(runs).not.toEqual([]);
  expect(TransformJobSummaries.map(({ TransformJobName }) => TransformJobName).toSorted()).toEqual(
    runs.toSorted(),
  );
  const used = new Set(entriesOf(entries, "batch-job-finished").map(({ data }) => data.uses));
  expect([...used]).toEqual(["frost-first"]);
  expect(await findRoute(routeParameter)).toEqual(before);
  expect(failed).toEqual([]);
});
