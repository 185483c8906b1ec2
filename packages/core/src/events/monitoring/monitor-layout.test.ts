import { expect, test } from "vitest";
import { monitorLayout } from "./monitor-layout.ts";

test("the folder of a run names its endpoint, its schedule and the end of its window", () => {
  expect(monitorLayout("s3://bucket/any/prefix/frost-prod/hourly/2026/02/15/09")).toEqual({
    endpoint: "frost-prod",
    schedule: "hourly",
    windowEnd: "2026-02-15T09:00:00.000Z",
  });
  expect(monitorLayout("frost-prod/hourly/2026/02/15/09/")?.endpoint).toBe("frost-prod");
});

test.each([
  "",
  "reports",
  "frost-prod/hourly/2026/02/15",
  "frost-prod/hourly/2026/02/30/09",
  "frost-prod/hourly/2026/02/15/24",
  "frost-prod/hourly/26/02/15/09",
  "/hourly/2026/02/15/09",
])("%j is not Model Monitor's layout", (folder) => {
  expect(monitorLayout(folder)).toBeNull();
});
