import { replay } from "@driftwheel/core/decider/evolve.ts";
import { expect, it } from "vitest";
import { entriesOf, runServed } from "../serving/example-run.ts";

it("drifts, retrains, tries a second artifact beside the first, and promotes it by the route alone", async () => {
  const { code, stderr, entries, left } = await runServed("multi-model");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(entriesOf(entries, "drift-confirmed")).not.toEqual([]);
  const [started] = entriesOf(entries, "rollout-started");
  const second = "driftwheel-frost-v2-1.tar.gz";
  expect(started?.data).toMatchObject({
    apart: { endpoint: `frost-prod:${second}`, parameter: "/frost/route", keptFor: 5_000 },
    ...{ weight: 0, endpoint: "frost-prod:frost.tar.gz", fromConfig: "frost.tar.gz" },
    champion: { variant: "frost.tar.gz", package: expect.stringMatching(/\/frost\/1$/) },
    challenger: { variant: second },
  });
  const shifts = entriesOf(entries, "weights-shifted");
  expect(shifts.map(({ data }) => [data.to, data.next?.deploy ?? null])).toEqual([
    [25, null],
    [50, null],
    [100, "winner"],
  ]);
  expect(shifts[0]?.data.route?.route).toEqual({
    model: "frost",
    champion: { endpoint: "frost-prod", targetModel: "frost.tar.gz", weight: 75 },
    challenger: { endpoint: "frost-prod", targetModel: second, weight: 25 },
    rollout: "frost-v2-1",
  });
  const looks = entriesOf(entries, "rollout-looked");
  expect(looks.at(-1)?.data.decision).toBe("promote");
  // Both arms are counted by the proxy, each by its artifact.
  for (const { data } of looks) {
    expect(data.champion.invocations).toBeGreaterThan(0);
    expect(data.challenger.invocations).toBeGreaterThan(0);
  }
  const done = entriesOf(entries, "effect-done").map(({ data }) => data.effect);
  expect(done).toContain("create-endpoint");
  for (const none of ["deploy-winner", "delete-endpoint"]) expect(done).not.toContain(none);
  const state = replay("frost", entries);
  expect(state.outbox).toEqual([]);
  expect(state.endpoint).toMatchObject({
    config: second,
    variants: [{ name: second, weight: 1, package: expect.stringMatching(/\/frost\/2$/) }],
  });
  expect(left).toEqual([]);
});
