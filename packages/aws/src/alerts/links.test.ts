import type { AlertLink } from "@driftwheel/core/vocabulary/entry.ts";
import fc from "fast-check";
import { sign } from "hono/jwt";
import { describe, expect, it } from "vitest";
import { readLink, signLink } from "./links.ts";

const link: AlertLink = {
  label: "Approve",
  action: "approve",
  sequence: 31,
  package: "arn:aws:sagemaker:eu-north-1:111122223333:model-package/tide/5",
  expires: "2026-06-04T08:00:00.000Z",
};
const before = new Date("2026-06-04T07:59:59.000Z");
const claims = {
  model: "tide",
  action: "approve",
  sequence: 31,
  package: link.package,
  expires: link.expires,
};

describe("a signed link", () => {
  it("says what it was made of, and is the same however often it is made", async () => {
    const token = await signLink(link, "tide", "key-1");
    expect(await readLink(token, ["key-1"], before)).toEqual(claims);
    expect(await signLink({ ...link, label: "other words" }, "tide", "key-1")).toBe(token);
  });

  it("is read with the older of two keys too, and with no third", async () => {
    const token = await signLink(link, "tide", "old");
    expect(await readLink(token, ["new", "old"], before)).toEqual(claims);
    expect(await readLink(token, ["new", "other"], before)).toEqual({ refused: "altered" });
    expect(await readLink(token, [], before)).toEqual({ refused: "altered" });
  });

  it("expires at its second", async () => {
    const token = await signLink(link, "tide", "key-1");
    expect(await readLink(token, ["key-1"], new Date(link.expires))).toEqual({ refused: "expired" });
  });

  it("is refused when one letter of it is another", async () => {
    const token = await signLink(link, "tide", "key-1");
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=".split("");
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...letters), async (place, letter) => {
        fc.pre(token[place] !== letter);
        const other = `${token.slice(0, place)}${letter}${token.slice(place + 1)}`;
        expect(await readLink(other, ["key-1"], before)).toEqual({ refused: "altered" });
      }),
      { seed: 20260604, numRuns: 1_000 },
    );
  });

  it("is refused when it is anything but ours, even with the right key", async () => {
    const exp = Math.floor(Date.parse(link.expires) / 1000);
    const ours = { m: "tide", a: "approve", s: 31, p: null, exp, iss: "driftwheel" };
    const tokens = await Promise.all([
      sign({ ...ours, iss: "someone" }, "key-1", "HS256"),
      sign({ ...ours, a: "promote" }, "key-1", "HS256"),
      sign({ ...ours, s: 0 }, "key-1", "HS256"),
      sign({ m: "tide", a: "approve", s: 31, p: null, iss: "driftwheel" }, "key-1", "HS256"),
      sign(ours, "key-1", "HS512"),
    ]);
    for (const token of [...tokens, "", "a.b.c", "x".repeat(100_000)]) {
      expect(await readLink(token, ["key-1"], before)).toEqual({ refused: "altered" });
    }
  });
});
