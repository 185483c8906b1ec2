import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "../parse.ts";

const guide = readFileSync(
  new URL("../../../../../docs/guides/drift-from-other-tools.md", import.meta.url),
  "utf8",
);
const examples = [...guide.matchAll(/```json event\n([\s\S]*?)```/g)].map(([, json = ""]): unknown =>
  JSON.parse(json),
);

test("every example of the guide to other tools parses to the signal that it is an example of", () => {
  expect(examples.map(parse)).toMatchObject([
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
