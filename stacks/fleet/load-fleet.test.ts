import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/runner/temporary-folder.ts";
import { planned } from "../plan/planned.ts";
import { loadFleet } from "./load-fleet.ts";

const bundleAll = join(import.meta.dirname, "../bundling/bundle-all.ts");

function folderWith(module: string): string {
  const folder = temporaryFolder();
  const settings = { executionRoles: ["arn:aws:iam::444455556666:role/tides"], fleet: "fleet.mjs" };
  writeFileSync(join(folder, "deployment.production.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "fleet.mjs"), module);
  return folder;
}

it("is the fleet that the module exports", async () => {
  const fleet = fleetOf({ tides: {} });
  const folder = folderWith(`export default ${JSON.stringify(fleet)};`);
  expect(await loadFleet(folder, "fleet.mjs")).toEqual(fleet);
});

const drift = { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 }, features: "body.[" } as const;

describe.each([
  ["without a fleet", "export const fleet = 3;", /fleet\.mjs exports no fleet; write: export default/],
  [
    "whose fleet nothing checked",
    'export default { models: { tides: { endpoint: "tides-prod" } } };',
    /fleet\.mjs exports no fleet; write: export default/,
  ],
  [
    "with an expression that is no JMESPath",
    `export default ${JSON.stringify(fleetOf({ tides: { drift } }))};`,
    /models\.tides\.drift\.features is "body\.\[": no JMESPath, /,
  ],
])("a module %s", (_, module, refusal) => {
  it("is refused by the plan", async () => {
    await expect(planned(folderWith(module))).rejects.toThrow(refusal);
  });

  it("is refused before anything is bundled", () => {
    const cwd = folderWith(module);
    const { status, stderr, stdout } = spawnSync(process.execPath, [bundleAll, "bundles", "fleet.mjs"], {
      cwd,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(refusal);
  });
});
