import { replay } from "@driftwheel/core/decider/evolve.ts";
import { expect, it } from "vitest";
import { entriesOf, runServed } from "../serving/example-run.ts";

it("drifts, retrains, tries a second inference component, promotes in place, and clears the second one away", async () => {
  const { code, stderr, entries, left } = await runServed("component");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(entriesOf(entries, "drift-confirmed")).not.toEqual([]);
  const [started] = entriesOf(entries, "rollout-started");
  const second = "driftwheel-frost-v2-1";
  const apart = { endpoint: `frost-prod/${second}`, parameter: "/frost/route", keptFor: 2_000 };
  expect(started?.data).toMatchObject({
    ...{ apart, weight: 0, endpoint: "frost-prod/frost", fromConfig: "frost-first" },
    champion: { variant: "frost" },
    challenger: { variant: second, model: `${second}-model` },
  });
  const shifts = entriesOf(entries, "weights-shifted");
  expect(shifts.map(({ data }) => [data.to, data.next?.deploy ?? null])).toEqual([
    [25, null],
    [50, null],
    [100, "winner"],
    [100, "return"],
  ]);
  expect(shifts[0]?.data.route?.route).toEqual({
    model: "frost",
    champion: { endpoint: "frost-prod", component: "frost", weight: 75 },
    challenger: { endpoint: "frost-prod", component: second, weight: 25 },
    rollout: "frost-v2-1",
  });
  const looks = entriesOf(entries, "rollout-looked");
  expect(looks.at(-1)?.data.decision).toBe("promote");
  // Both arms are counted, each by its component.
  for (const { data } of looks) {
    expect(data.champion.invocations).toBeGreaterThan(0);
    expect(data.challenger.invocations).toBeGreaterThan(0);
  }
  expect(entriesOf(entries, "rollout-promoted").map(({ data }) => data.gone)).toEqual([
    { apart, config: `${second}-model` },
  ]);
  expect(entriesOf(entries, "effect-done").map(({ data }) => data.effect)).toContain("delete-endpoint");
  const state = replay("frost", entries);
  expect(state.outbox).toEqual([]);
  expect(state.endpoint).toMatchObject({
    config: `${second}-model`,
    variants: [{ name: "frost", weight: 1, package: expect.stringMatching(/\/frost\/2$/) }],
  });
  expect(left).toEqual([]);
});
