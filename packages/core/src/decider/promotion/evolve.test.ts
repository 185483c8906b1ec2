import { expect, it } from "vitest";
import { sampleLedger } from "../../../../cli/test/sample-ledger.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import { replay } from "../evolve.ts";
import { formerChampion } from "./undo.ts";

const before = "arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/4";

/** As ledgers were written before there were bakes and undos, with a champion of a known package. */
const ledger = sampleLedger.map((entry): Entry => {
  if (entry.kind !== "rollout-started") return entry;
  return { ...entry, data: { ...entry.data, champion: { ...entry.data.champion, package: before } } };
});

it("a promotion of an earlier ledger is the end of its rollout, and can be undone", () => {
  const state = replay("frost", ledger);
  expect(state.rollout).toBeNull();
  expect(state.lastPromotion).toMatchObject({
    sequence: 19,
    promoted: { version: 5 },
    before: { package: before, variant: "version-4" },
    undone: null,
  });
  expect(formerChampion(state)).toEqual({ package: before, version: 4, promotion: 19, replacedBy: 5 });
});

it("before the promotion there is nothing to undo", () => {
  expect(replay("frost", ledger.slice(0, 11)).lastPromotion).toBeNull();
});
