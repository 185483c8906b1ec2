import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tellFailedEffects } from "./failed-effects.ts";
import { loggerOf } from "./logger.ts";

let lines: { readonly message: string; readonly level: string }[];

beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const at = "2026-06-02T08:00:00.000Z";
const common = { model: "tides", at, because: "Access denied.", causedBy: "effect/t-1" };
const failed: Entry = {
  ...common,
  sequence: 9,
  kind: "effect-failed",
  data: { of: 7, effect: "send-alert", token: "t-1", error: "AuthorizationError: no" },
};
const done: Entry = {
  ...common,
  sequence: 8,
  kind: "effect-done",
  data: { of: 7, effect: "publish-entry", token: "t-0", answer: {} },
};

function ledgerThat(answers: "appended" | "conflict") {
  return tellFailedEffects({ read: async () => [done], append: async () => answers }, loggerOf("sweep"));
}

describe("an act that AWS has refused for good", () => {
  it("is a line of the log, with the act, its token and AWS's answer, once it is in the ledger", async () => {
    expect(await ledgerThat("appended").append("tides", [done, failed])).toBe("appended");
    expect(lines).toEqual([
      expect.objectContaining({
        level: "ERROR",
        service: "sweep",
        message: "effect failed",
        model: "tides",
        sequence: 9,
        effect: "send-alert",
        of: 7,
        token: "t-1",
        reason: "AuthorizationError: no",
      }),
    ]);
  });

  it("is none when another writer was first, nor when it is read", async () => {
    expect(await ledgerThat("conflict").append("tides", [failed])).toBe("conflict");
    expect(await ledgerThat("appended").read("tides")).toEqual([done]);
    await ledgerThat("appended").append("tides", [done]);
    expect(lines).toEqual([]);
  });
});
