import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../e2e/local-server.ts";

interface Row {
  readonly system: string;
  readonly events: readonly string[];
  readonly calls: readonly string[];
  readonly test: { readonly file: string; readonly title: string | null };
}

const coded = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

const rows: readonly Row[] = readFileSync(join(root, "docs/reference/sagemaker.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?!system |-)/.test(line))
  .map((line) => {
    const [, system = "", , events = "", calls = "", , heldBy = ""] = line
      .split("|")
      .map((cell) => cell.trim());
    return {
      system,
      events: coded(events),
      calls: coded(calls),
      test: { file: coded(heldBy)[0] ?? "", title: /"([^"]+)"/.exec(heldBy)?.[1] ?? null },
    };
  });

const textOf = (pattern: string) =>
  globSync(pattern, { cwd: root, exclude: ["**/*.test.ts"] })
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");

describe("the page of SageMaker's systems", () => {
  const parsers = textOf("packages/core/src/events/{sagemaker,monitoring}/**/*.ts");
  const adapters = textOf("packages/aws/src/**/*.ts");

  it("has twelve of them, each once", () => {
    expect(new Set(rows.map(({ system }) => system)).size).toBe(12);
    expect(rows).toHaveLength(12);
  });

  it.each(rows)("says of $system events that are read and calls that are made", ({ events, calls }) => {
    for (const event of events) expect(parsers).toContain(`"${event}"`);
    for (const call of calls)
      expect(adapters).toMatch(new RegExp(`\\b(?:${call}Command|paginate${call})\\b`));
    expect(events.length + calls.length).toBeGreaterThan(0);
  });

  it.each(rows)("names a test of $system that is there", ({ test: { file, title } }) => {
    expect(existsSync(join(root, file)), file).toBe(true);
    if (title !== null) expect(readFileSync(join(root, file), "utf8")).toContain(title);
  });
});
