import { readDeployment } from "@driftwheel/stacks/settings.ts";
import { describe, expect, it } from "vitest";
import { blocks, guide } from "./blocks.ts";

const settings = blocks.filter(({ kind }) => kind === "json settings");

describe("the settings of the guides", () => {
  it("are there", () => {
    expect(settings.length).toBeGreaterThanOrEqual(2);
  });

  it.each(settings)("are not refused: $id", ({ code }) => {
    expect(() => readDeployment("production", JSON.parse(code))).not.toThrow();
  });

  it("are all in the table of the installation, with their defaults", () => {
    const [role] = settings.map(({ code }) => JSON.parse(code) as { executionRoles: string[] });
    const known = Object.entries(readDeployment("production", { executionRoles: role?.executionRoles }));
    const rows = guide("install").match(/^\| `.*$/gm) ?? [];
    for (const [name, value] of known) {
      const row = rows.find((line) => line.split("|")[1]?.includes(`\`${name}\``));
      expect(row, name).toBeDefined();
      if (typeof value !== "object") expect(row?.split("|")[2], name).toContain(String(value));
    }
  });
});
