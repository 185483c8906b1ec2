import { describe, expect, it } from "vitest";
import { whyInPart, whyNotJudged } from "./window-problem.ts";

const unread = (lines: number) => ({
  lines,
  reasons: lines > 0 ? [{ reason: "has no columns", lines }] : [],
  example: lines > 0 ? '{"x": number}' : null,
});

describe("a window of which some requests cannot be read", () => {
  it.each([
    { rows: 20, records: 20, lines: 20 },
    { rows: 20, records: 20, lines: 21 },
    // Batches of a hundred rows each: 30 clients of 60 send what nobody reads.
    { rows: 3_000, records: 30, lines: 30 },
  ])(
    "is told once these are half of them, however many rows the others have: %o",
    ({ rows, records, lines }) => {
      expect(whyInPart({ rows, records, unread: unread(lines), mismatch: null })).toEqual({
        reason: "mostly-unread",
        words: `${rows} rows of ${records} captured requests were judged, and ${lines} captured requests could not be read: has no columns (${lines}). What was seen looks like {"x": number}.`,
      });
      expect(
        whyNotJudged({
          rows,
          records,
          minRows: 5_000,
          unread: unread(lines),
          mismatch: null,
          requests: null,
          place: "s3://vines/capture/",
        }).reason,
      ).toBe("mostly-unread");
    },
  );

  it("is judged in full while they are fewer", () => {
    expect(whyInPart({ rows: 21, records: 21, unread: unread(20), mismatch: null })).toBeNull();
    expect(whyInPart({ rows: 0, records: 0, unread: unread(0), mismatch: null })).toBeNull();
  });
});
