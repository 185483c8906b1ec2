import { parse } from "@driftwheel/core/events/parse.ts";
import { describe, expect, it } from "vitest";
import { blocksOfGuide } from "./blocks.ts";

const events = blocksOfGuide("drift-from-other-tools", "json event").map(({ code }): unknown =>
  JSON.parse(code),
);

describe("the guide to drift from other tools", () => {
  it("shows events that parse to the signals that they are examples of", () => {
    expect(events.map(parse)).toMatchObject([
      {
        signal: {
          kind: "violations-file-created",
          endpoint: "frost-prod",
          windowEnd: "2026-07-02T15:00:00.000Z",
        },
      },
      {
        signal: {
          kind: "drift-reported",
          schedule: "frost-evidently",
          features: [
            { feature: "wind", violated: true, distance: 0.31 },
            { feature: "month", violated: false, pValue: 0.62 },
          ],
        },
      },
      {
        signal: {
          kind: "drift-reported",
          schedule: "nannyml",
          features: [
            { feature: "wind", violated: true },
            { feature: "temp_max", violated: false },
          ],
        },
      },
    ]);
  });
});
