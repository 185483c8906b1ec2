import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { Fleet, FleetInput } from "@driftwheel/core/policy/policy.ts";
import { describe, expect, it } from "vitest";
import { buildGraph } from "../../stacks/graph/build-graph.ts";
import { deployedIn } from "../../stacks/plan/costs.ts";
import { renderPlan } from "../../stacks/plan/plan.ts";
import { planned } from "../../stacks/plan/planned.ts";
import { list, object } from "../../stacks/plan/resource.ts";
import { renderSecurity } from "../../stacks/plan/security.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");

function fleetOf(models: number): Fleet {
  const numbers = Array.from({ length: models }, (_, index) => index + 1);
  return defineFleet({
    models: Object.fromEntries(
      numbers.map((number) => [
        `tide-${number}`,
        {
          endpoint: `tides-${number}`,
          packageGroup: `tides-group-${number}`,
          drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 1 } },
          retrain: { pipeline: `tides-train-${number}` },
          gate: [{ metric: "error", atMost: 1 }],
          approve: "automatically",
          rollout: { ramp: [50] },
        },
      ]),
    ),
  });
}

function repositoryWith(settings: object, fleet: Fleet): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "deployment.production.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "own-fleet.mjs"), `export default ${JSON.stringify(fleet)};\n`);
  return folder;
}

describe("the plan of this repository", () => {
  it("is the one that is written in docs/reference/deployment.md", async () => {
    const written = readFileSync(join(root, "docs/reference/deployment.md"), "utf8");
    expect(written === renderPlan(await planned(root)), "stale: run npm run deploy:plan").toBe(true);
  });

  it("has the rules of scanners beside it, as they are written in docs/reference/security.md", () => {
    const written = readFileSync(join(root, "docs/reference/security.md"), "utf8");
    expect(written === renderSecurity(), "stale: run npm run deploy:plan").toBe(true);
  });

  it("has the settings and the fleet of the repository that it is of", async () => {
    const role = "arn:aws:iam::444455556666:role/tides";
    const folder = repositoryWith({ executionRoles: [role], fleet: "own-fleet.mjs" }, fleetOf(2));
    const plan = renderPlan(await planned(folder));
    expect(plan).toContain(
      "the fleet of `own-fleet.mjs` (tide-1, tide-2), the settings of `deployment.production.json`",
    );
    expect(plan).toContain(`| \`iam:PassRole\` | \`${role}\` | \`{"StringEquals":{"iam:PassedToService"`);
    expect(plan).toContain("endpoint/tides-2");
    expect(plan).not.toContain(folder);
  });

  it("lets a deployment after the guide read captures, evaluations and baselines, and write reports", async () => {
    const guide = readFileSync(join(root, "docs/guides/install.md"), "utf8");
    const settings = JSON.parse(/```json settings\n([\s\S]*?)```/.exec(guide)?.[1] ?? "") as {
      fleet: string;
    };
    const policy = /```ts fleet\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const folder = repositoryWith(settings, fleetOf(1));
    // In that folder no packages are installed, so the guide's fleet is loaded without its import.
    const asWritten = join(folder, "as-written.ts");
    writeFileSync(asWritten, policy.replace(/^import .*$/m, "const defineFleet = (fleet: object) => fleet;"));
    const { default: input } = (await import(asWritten)) as { default: FleetInput };
    writeFileSync(join(folder, settings.fleet), `export default ${JSON.stringify(defineFleet(input))};`);
    const { resources } = await planned(folder);

    const may = (name: string, action: string, place: string) =>
      resources
        .filter(
          ({ type, name: policyName }) =>
            type === "aws:iam/policy:Policy" && policyName.startsWith(`${name}-`),
        )
        .flatMap(({ properties }) => list(object(properties.policy)?.Statement))
        .some((statement) => {
          const { Action, Resource } = object(statement) ?? {};
          return list(Action).includes(action) && list(Resource).includes(`arn:aws:s3:::${place}`);
        });
    expect(may("monitor", "s3:GetObject", "frost-data/capture/*")).toBe(true);
    expect(may("monitor", "s3:GetObject", "frost-data/training/*")).toBe(true);
    expect(may("monitor", "s3:PutObject", "frost-data/driftwheel/reports/frost-prod/*")).toBe(true);
    expect(may("registry", "s3:GetObject", "frost-data/training/*")).toBe(true);
    expect(may("registry", "s3:PutObject", "frost-data/training/*")).toBe(false);
  });

  it("says which setting is wrong", async () => {
    const folder = repositoryWith({ executionRoles: [], fleet: "own-fleet.mjs" }, fleetOf(1));
    await expect(planned(folder)).rejects.toThrow(/executionRoles/);
  });

  it("counts the same fixed prices for 1, 20 and 500 models", async () => {
    const settings = { executionRoles: ["arn:aws:iam::444455556666:role/tides"], prefix: "tides" };
    const counts = [];
    for (const models of [1, 20, 500]) {
      counts.push(deployedIn(await buildGraph({ stage: "production", fleet: fleetOf(models), settings })));
    }
    expect(counts[0]?.alarms).toBeGreaterThan(20);
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[2]).toEqual(counts[0]);
  });
});
