import { describe, expect, it } from "vitest";
import type { Entry, EntryKind, EntryOf } from "../vocabulary/entry.ts";
import { headline } from "./headline.ts";

const version = { package: "arn:aws:sagemaker:eu-west-3:444455556666:model-package/vines/4", version: 4 };
const undoes = { promotion: 12, by: "grace" };
const ended = { rollout: "vines-v4-1", challenger: version, champion: { package: null }, config: "vines-4" };

function told<K extends EntryKind>(kind: K, data: EntryOf<K>["data"]): string {
  const entry = { model: "vines", sequence: 9, kind, at: "", because: "", causedBy: 8, data };
  // Kind and data belong together by the signature, which the union cannot see.
  return headline(entry as unknown as Entry);
}

describe("what people are told of an undo is not what they are told of a trial", () => {
  it.each([
    [{}, "version 4 promoted"],
    [{ undoes }, "promotion undone, version 4 serves again"],
  ])("at its end: %o", (changes, words) => {
    expect(told("rollout-promoted", { ...ended, variant: "version-4", ...changes })).toBe(words);
  });

  it.each([
    [{}, "version 4 rolled back"],
    [{ takesBack: 12 }, "version 4 rolled back"],
    [{ undoes }, "undo failed, version 4 did not come back"],
  ])("when it does not come to its end: %o", (changes, words) => {
    expect(told("rollout-rolled-back", { ...ended, reason: "no capacity", ...changes })).toBe(words);
  });
});

it("the end of a bake is told", () => {
  expect(told("rollout-baked", ended)).toBe("version 4 stays, its bake is over");
});
