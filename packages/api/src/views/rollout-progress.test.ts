import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import { rolloutProgressOf } from "./rollout-progress.ts";

const policy = policyFor("frost");

it("a rollout's looks come in pages, with what is judged and by which differences", () => {
  const all = rolloutProgressOf("frost-v5-1", sampleLedger, policy, { after: 0, limit: 500 });
  expect(all).toMatchObject({ promoteWhen: "better", outcomes: "rates", better: "higher", more: false });
  expect(all?.points.map(({ look }) => look)).toEqual([1, 2]);
  expect(all?.points[0]).toMatchObject({
    weight: 10,
    champion: { outcomes: 90, good: 31 },
    challenger: { outcomes: 60, good: 40 },
  });
  expect(all?.points[0]?.differences.outcomes?.difference).toBeCloseTo(40 / 60 - 31 / 90);
  const page = rolloutProgressOf("frost-v5-1", sampleLedger, policy, { after: 0, limit: 1 });
  expect([page?.points.length, page?.more]).toEqual([1, true]);
  const rest = rolloutProgressOf("frost-v5-1", sampleLedger, policy, { after: 1, limit: 1 });
  expect(rest?.points).toEqual(all?.points.slice(1));
  expect(rest?.more).toBe(false);
});

it("it still needs what it lacks while it runs, and nothing once it is over", () => {
  const needs = (entries: typeof sampleLedger) =>
    rolloutProgressOf("frost-v5-1", entries, policy, { after: 0, limit: 1 })?.needs;
  const looked = sampleLedger.findIndex(({ kind }) => kind === "rollout-looked");
  expect(needs(sampleLedger.slice(0, looked + 1))?.find(({ of }) => of === "proof")).toMatchObject({
    met: false,
    have: 1.75,
  });
  expect(needs(sampleLedger)).toEqual([]);
  expect(rolloutProgressOf("frost-v9-1", sampleLedger, policy, { after: 0, limit: 1 })).toBeNull();
});
