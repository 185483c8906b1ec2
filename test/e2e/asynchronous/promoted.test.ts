import { replay } from "@driftwheel/core/decider/evolve.ts";
import { expect, it } from "vitest";
import { entriesOf, runServed } from "../serving/example-run.ts";

it("drifts, retrains, divides new requests between two queues, promotes in place, and deletes the second when it is empty", async () => {
  const { code, stderr, entries, left } = await runServed("asynchronous");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(entriesOf(entries, "drift-confirmed")).not.toEqual([]);
  expect(entriesOf(entries, "retraining-succeeded")).not.toEqual([]);
  const [started] = entriesOf(entries, "rollout-started");
  const apart = { endpoint: "driftwheel-frost-v2-1", parameter: "/frost/route", keptFor: 2_000 };
  expect(started?.data).toMatchObject({ apart, weight: 0, endpoint: "frost-prod" });
  // What SageMaker has counted of the champion's past is known before the trial.
  expect(started?.data.history.latency).toBeGreaterThan(0);
  const shifts = entriesOf(entries, "weights-shifted").map(({ data }) => [
    data.to,
    data.next?.deploy ?? null,
  ]);
  expect(shifts).toEqual([
    [30, null],
    [60, null],
    [100, "winner"],
    [100, "return"],
  ]);
  const looks = entriesOf(entries, "rollout-looked");
  const last = looks.at(-1)?.data;
  expect(last?.decision).toBe("promote");
  expect(last?.judges).toContain("outcomes");
  // Answers of both arms are counted, each on its own endpoint.
  expect(last?.champion.invocations).toBeGreaterThan(0);
  expect(last?.challenger.invocations).toBeGreaterThan(0);
  expect(looks.map(({ data }) => data.split?.found)).not.toContain("mismatch");
  expect(entriesOf(entries, "rollout-promoted").map(({ data }) => data.gone)).toEqual([
    { apart, config: "driftwheel-frost-v2-1-trial" },
  ]);
  const done = entriesOf(entries, "effect-done").map(({ data }) => data.effect);
  expect(done).toContain("delete-endpoint");
  const state = replay("frost", entries);
  expect(state.outbox).toEqual([]);
  expect(state.endpoint).toMatchObject({
    config: "driftwheel-frost-v2-1-sole",
    variants: [{ name: "version-2", weight: 1 }],
  });
  expect(left).toEqual([]);
});
