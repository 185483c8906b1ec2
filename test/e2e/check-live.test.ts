import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { names } from "@driftwheel/example-frost/names.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { region, type SmallAws, startSmallAws } from "./small-aws.ts";

/** `driftwheel check --live` as a person calls it, against the example's endpoint, pipeline and captures. */
const root = join(import.meta.dirname, "../..");
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(5);
  const invoke = invokeEndpoint(aws.clients.runtime);
  const days = aws.days.seattle();
  for (let sent = 0; sent < 20; sent += 1) {
    const { value: weather } = days.next();
    if (weather) await invoke(weather, `check-${weather.date}`);
  }
});

afterAll(() => aws.close());

interface Finding {
  readonly model: string | null;
  readonly subject: string;
  readonly result: string;
  readonly path: string | null;
  readonly value: string | null;
  readonly problem: string;
  readonly remedy: string | null;
}

/** What the command answers, in a process of its own. */
function check(
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly hints: string }> {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: aws.local.url,
    AWS_ACCESS_KEY_ID: "ada",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["packages/cli/src/main.ts", "check", "--live", ...words],
      { cwd: root, env },
      (_, out, hints) => resolve({ code: child.exitCode ?? -1, out, hints }),
    );
  });
}

/** The example's fleet with a policy that was written with mistakes that no file shows. */
function fleetWith(changes: string): string {
  const file = join(temporaryFolder(), "fleet.ts");
  const url = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href);
  writeFileSync(
    file,
    `import { defineFleet } from ${url("packages/core/src/policy/define-fleet.ts")};
     import { frostPolicy } from ${url("examples/frost/policy.ts")};
     export default defineFleet({ models: { frost: { ...frostPolicy, ${changes} } } });`,
  );
  return file;
}

async function findings(fleet: string): Promise<readonly Finding[]> {
  const { out } = await check("--json", "--fleet", fleet);
  return JSON.parse(out) as Finding[]; // the command's own form, which the assertions hold
}

const faults = (found: readonly Finding[]) => found.filter(({ result }) => result !== "ok");

describe("a fleet against its account", () => {
  it("is in order where everything is there, and what was seen is told", async () => {
    // Captures are written some seconds after their requests.
    await vi.waitFor(
      async () => {
        const { code, out, hints } = await check("--json");
        expect(JSON.parse(out)).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              subject: "captures",
              result: "ok",
              problem: expect.stringMatching(/its first \d+ requests are read/),
            }),
          ]),
        );
        expect(
          faults(JSON.parse(out) as Finding[]).filter(({ subject }) => subject !== "labelled data"),
        ).toEqual([]);
        expect(code).toBe(0);
        expect(hints).toContain("Nothing is in the way: 0 errors");
      },
      { timeout: longestWait, interval: 1_000 },
    );
  });

  it("is told to people as a table", async () => {
    const { out } = await check("--no-json");
    expect(out).toMatch(/^MODEL +WHAT +RESULT +FOUND\n/);
    expect(out).toMatch(/frost +endpoint +ok +frost-prod: InService, champion with weight 100/);
    expect(out).toMatch(/frost +pipeline +ok +frost-train: takes 7 parameters, 5 of them from the policy/);
    expect(out).toMatch(/frost +baseline +ok +s3:\/\/.*statistics\.json: 4 features/);
  });

  it("with names that are not there is told each, with what to do", async () => {
    const found = await findings(
      fleetWith(`
        packageGroup: "frst",
        drift: { ...frostPolicy.drift, capture: "s3://frost-data/captures-of-frost", columns: ["temp_max", "wnd", "precipitation", "month"] },
        retrain: { ...frostPolicy.retrain, parameters: { LabeledData: { from: "labelled data" }, Trees: "many" } },
        rollout: { ...frostPolicy.rollout, guards: { alarms: ["frost-late"] } },
        quality: { groundTruth: "s3://${names.bucket}/truth", problem: "regression", success: { within: 2 } },`),
    );
    expect(faults(found).map(({ path, result }) => `${result} ${path}`)).toEqual(
      expect.arrayContaining([
        "error models.frost.packageGroup",
        "error models.frost.drift.capture",
        "error models.frost.drift.columns",
        "error models.frost.retrain.parameters.LabeledData",
        "error models.frost.retrain.parameters.Trees",
        "error models.frost.rollout.guards.alarms.0",
        "warning models.frost.quality.groundTruth",
      ]),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        path: "models.frost.retrain.parameters.LabeledData",
        remedy: "did you mean LabelledData?",
      }),
    );
    for (const { path, problem, remedy } of faults(found)) {
      expect(path).toMatch(/^models\.frost\./);
      expect(problem).not.toBe("");
      expect(remedy).not.toBe("");
    }
  });

  it("without its endpoint and pipeline is told so, and ends with 1", async () => {
    const fleet = fleetWith(
      `endpoint: "frost-prd", retrain: { ...frostPolicy.retrain, pipeline: "frost-trian" },`,
    );
    expect((await check("--fleet", fleet)).code).toBe(1);
    expect(
      faults(await findings(fleet)).map(({ path, problem, remedy }) => `${path}: ${problem}; ${remedy}`),
    ).toEqual([
      'models.frost.endpoint: there is no such endpoint in this account and region; did you mean "frost-prod"?',
      'models.frost.retrain.pipeline: there is no such pipeline in this account and region; did you mean "frost-train"?',
      expect.stringContaining("labelledData"),
    ]);
  });
});
