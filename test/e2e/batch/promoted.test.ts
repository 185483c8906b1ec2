import { replay } from "@driftwheel/core/decider/evolve.ts";
import { expect, it } from "vitest";
import { entriesOf, runServed } from "../serving/example-run.ts";

it("drifts, retrains, transforms the same inputs twice, and gives the better version the route", async () => {
  const { code, stderr, entries, left } = await runServed("batch");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(entriesOf(entries, "drift-confirmed")).not.toEqual([]);
  expect(entriesOf(entries, "retraining-succeeded")).not.toEqual([]);
  const model = "driftwheel-frost-v2-1-model";
  const [started] = entriesOf(entries, "rollout-started");
  expect(started?.data).toMatchObject({
    ...{ weight: 0, fromConfig: "frost-first", config: model },
    paired: { parameter: "/frost/route", labels: true, agreement: null },
  });
  // Each run is of a job of its own, which used the champion.
  const runs = entriesOf(entries, "paired-run-started").map(({ data }) => data);
  const used = new Map(entriesOf(entries, "batch-job-finished").map(({ data }) => [data.job, data.uses]));
  expect(new Set(runs.map(({ of }) => of)).size).toBe(runs.length);
  expect(runs.map(({ of }) => used.get(of))).toEqual(runs.map(() => "frost-first"));
  const last = entriesOf(entries, "paired-looked").at(-1);
  expect(last?.data.decision).toBe("promote");
  expect(last?.data.counted).toBeGreaterThanOrEqual(3);
  expect(last?.data.evidence.better).toBeGreaterThanOrEqual(last?.data.line.proof ?? 0);
  const [shifted] = entriesOf(entries, "weights-shifted");
  expect(shifted?.data.modelRoute).toMatchObject({ parameter: "/frost/route", uses: model });
  const [promoted] = entriesOf(entries, "rollout-promoted");
  expect(promoted?.data.difference).toBeGreaterThan(0.1);
  // The team's next jobs use what the route names.
  const after = entriesOf(entries, "batch-job-finished").filter(
    ({ sequence }) => sequence > (promoted?.sequence ?? 0),
  );
  expect(after.map(({ data }) => data.uses)).toContain(model);
  const [cost] = entriesOf(entries, "cost-recorded").filter(({ data }) => data.what === "trial");
  expect(cost?.data.items).toMatchObject([{ use: "transform", instanceType: "ml.m5.large" }]);
  const state = replay("frost", entries);
  expect(state.outbox).toEqual([]);
  expect(state.endpoint).toMatchObject({ config: model });
  expect(left).toEqual([]);
});
