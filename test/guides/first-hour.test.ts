import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problemInWords } from "@driftwheel/core/words/monitored-subject.ts";
import { sizes } from "@driftwheel/stacks/functions/sizes.ts";
import { widgets } from "@driftwheel/stacks/observability/widgets.ts";
import { describe, expect, it } from "vitest";
import { guide, root } from "./blocks.ts";

/** What it prints is held by test/e2e/first-hour.test.ts, against the example. */
const text = guide("first-hour");

/** The first cells of the table below a heading row that begins so. */
function firstCells(heading: string): readonly string[] {
  const [, table = ""] = text.split(`| ${heading} |`);
  const [rows = ""] = table.split("\n\n");
  return [...rows.matchAll(/^\| (?!---)([^|]+) \|/gm)].map(([, cell = ""]) => cell);
}

describe("the guide to the first hour", () => {
  it("has every graph of the dashboard, in its order", () => {
    const graphs = widgets(
      { stage: "production", region: "eu-west-3", fleet: { models: {} } } as Parameters<typeof widgets>[0],
      "api",
    );
    expect(firstCells("graph")).toEqual(graphs.map(({ properties }) => properties.title));
  });

  it("says of every alarm what to do", () => {
    const plan = readFileSync(join(root, "docs/reference/deployment.md"), "utf8");
    const [, names = ""] =
      /^\| `aws:cloudwatch\/metricAlarm:MetricAlarm` \| \d+ \| (.*) \|$/m.exec(plan) ?? [];
    const alarms = names.split(", ");
    expect(alarms.length).toBeGreaterThan(50);
    const told = firstCells("alarm").flatMap((cell) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    );
    const functions = Object.keys(sizes).join("|");
    const patterns = told.map((name) => new RegExp(`^${name.replace("<function>", `(${functions})`)}$`));
    expect(alarms.filter((alarm) => !patterns.some((pattern) => pattern.test(alarm)))).toEqual([]);
    expect(told.filter((_, index) => !alarms.some((alarm) => patterns[index]?.test(alarm)))).toEqual([]);
  });

  it("says of every reason for which nothing is watched what to do", () => {
    const reasons = [
      ...(["no-endpoint", "no-capture", "no-files", "no-baseline", "all-unread", "mostly-unread"] as const),
      ...([
        "column-mismatch",
        "too-few-rows",
        "failed",
        "no-reports",
        "no-labels",
        "no-label-matches",
      ] as const),
      ...(["not-measured", "no-looks", "no-outcomes", "no-requests"] as const),
    ];
    expect(firstCells("`blind`:").join(", ").split(", ")).toEqual(reasons.map(problemInWords));
  });
});
