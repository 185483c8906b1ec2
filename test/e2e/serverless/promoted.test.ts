import { replay } from "@driftwheel/core/decider/evolve.ts";
import { expect, it } from "vitest";
import { entriesOf, runServed } from "../serving/example-run.ts";

it.each([
  ["callers read the route and log", "serverless", 2_000],
  ["callers ask the proxy, which logs", "serverless-proxy", 5_000],
] as const)(
  "where %s: drifts, retrains, tries on a second endpoint, promotes in place, and clears the second endpoint away",
  async (_, serving, keptFor) => {
    const { code, stderr, entries, left } = await runServed(serving);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(entriesOf(entries, "drift-confirmed")).not.toEqual([]);
    expect(entriesOf(entries, "retraining-succeeded")).not.toEqual([]);
    const [started] = entriesOf(entries, "rollout-started");
    const apart = { endpoint: "driftwheel-frost-v2-1", parameter: "/frost/route", keptFor };
    expect(started?.data).toMatchObject({ apart, weight: 0, endpoint: "frost-prod" });
    const shifts = entriesOf(entries, "weights-shifted").map(({ data }) => [
      data.to,
      data.next?.deploy ?? null,
    ]);
    expect(shifts).toEqual([
      [25, null],
      [50, null],
      [100, "winner"],
      [100, "return"],
    ]);
    const looks = entriesOf(entries, "rollout-looked");
    expect(looks.at(-1)?.data.decision).toBe("promote");
    // Both arms are counted, each on its own endpoint.
    for (const { data } of looks) {
      expect(data.champion.invocations).toBeGreaterThan(0);
      expect(data.challenger.invocations).toBeGreaterThan(0);
    }
    expect(entriesOf(entries, "rollout-promoted").map(({ data }) => data.gone)).toEqual([
      { apart, config: "driftwheel-frost-v2-1-trial" },
    ]);
    const done = entriesOf(entries, "effect-done").map(({ data }) => data.effect);
    expect(done.filter((effect) => effect === "set-route")).toHaveLength(4);
    expect(done).toContain("delete-endpoint");
    const state = replay("frost", entries);
    expect(state.outbox).toEqual([]);
    expect(state.endpoint).toMatchObject({
      config: "driftwheel-frost-v2-1-sole",
      variants: [{ name: "version-2", weight: 1 }],
    });
    expect(left).toEqual([]);
  },
);
