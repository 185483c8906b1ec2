import { expect, it } from "vitest";
import { figure } from "./numbers.ts";
import { shortArn } from "./packages.ts";
import { textParts } from "./text-parts.ts";
import { fromNow, localTime, utcTime } from "./times.ts";

const now = Date.parse("2026-11-30T12:00:00.000Z");

it("a moment is told in the reader's own zone, and in UTC for the hint", () => {
  const at = "2026-11-30T11:05:09.123Z";
  expect(localTime(at, now, "Europe/Lisbon")).toBe("30 Nov, 11:05:09");
  expect(localTime(at, now, "Asia/Tokyo")).toBe("30 Nov, 20:05:09");
  expect(localTime("2025-11-30T11:05:09Z", now, "UTC")).toBe("30 Nov 2025, 11:05:09");
  expect(utcTime(at)).toBe("2026-11-30 11:05:09 UTC");
  expect(utcTime("soon")).toBe("soon");
});

it("how long ago it was, or how long until it comes", () => {
  expect(fromNow("2026-11-30T11:59:57Z", now)).toBe("just now");
  expect(fromNow("2026-11-30T11:30:00Z", now)).toBe("30 min ago");
  expect(fromNow("2026-12-02T13:00:00Z", now)).toBe("in 2 d");
});

it("numbers have their units, and what is not known is a dash", () => {
  expect(figure(0.3493, "share")).toBe("34.9 %");
  expect(figure(1_234_567)).toBe("1,234,567");
  expect(figure(12_345_678, "bytes")).toBe("12.3 MB");
  expect(figure(1, "rows")).toBe("1 row");
  expect(figure(1_250, "milliseconds")).toBe("1.25 s");
  expect(figure(-0.000_02)).toBe("−2.0e−5");
  expect([0.123, -0.01, 0].map((value) => figure(value, "points"))).toEqual([
    "+12.3 points",
    "−1 point",
    "0 points",
  ]);
  expect(figure(null, "percent")).toBe("–");
});

it("a sentence's moments and ARNs are found, and all else stays as it was", () => {
  const text =
    "arn:aws:iam::111122223333:user/ines asked at 2026-11-30T11:05:09.000Z, as <b>ines</b>: see arn:aws:lambda:us-east-1:111122223333:function:driftwheel-rollout:$LATEST.";
  const parts = textParts(text);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.filter(({ kind }) => kind !== "words").map((part) => part.text)).toEqual([
    "arn:aws:iam::111122223333:user/ines",
    "2026-11-30T11:05:09.000Z",
    "arn:aws:lambda:us-east-1:111122223333:function:driftwheel-rollout:$LATEST",
  ]);
  expect(shortArn("arn:aws:iam::111122223333:user/ines")).toBe("user/ines");
});
