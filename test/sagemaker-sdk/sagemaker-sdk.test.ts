import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FunctionSource } from "@driftwheel/local/lambda/function-source.ts";
import { startLocal } from "@driftwheel/local/server.ts";
import { describe, expect, it } from "vitest";
import { importsSdk } from "../../examples/bikes/definition.ts";
import { missing } from "../runner/skipped.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";

/** The Python that has what `requirements.txt` names. */
const python = process.env.SAGEMAKER_SDK_PYTHON ?? "python3";

/** The SDK would tell AWS what it does. */
const config = `SchemaVersion: "1.0"
SageMaker:
  PythonSDK:
    Modules:
      TelemetryOptOut: true
`;

/** A function that tells how much it was told. */
const functions: FunctionSource = {
  names: ["count"],
  durable: new Set(),
  routes: [],
  schedules: [],
  load: async () => async (event) => ({ seen: Object.keys(event as object).length }),
};

/** Runs one of the sessions against a server of its own; answers what it tells. */
async function session(script: string): Promise<unknown> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "config.yaml"), config);
  const server = await startLocal({ region: "us-east-1", python, functions });
  const count = "arn:aws:lambda:us-east-1:111122223333:function:driftwheel-count";
  try {
    const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, script), count], {
      cwd: folder,
      maxBuffer: 100_000_000,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        AWS_ENDPOINT_URL: server.url,
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_EC2_METADATA_DISABLED: "true",
        SAGEMAKER_USER_CONFIG_OVERRIDE: join(folder, "config.yaml"),
        NO_PROXY: "*",
      },
    });
    return JSON.parse(stdout);
  } finally {
    await server.close();
  }
}

describe.skipIf(
  missing("the SageMaker Python SDK 3 beside scikit-learn", python, "-c", `import sklearn; ${importsSdk}`),
)("the SageMaker Python SDK", () => {
  it("trains, serves, captures, and runs a pipeline of its own steps, on the small AWS", {
    timeout: 600_000,
  }, async () => {
    expect(await session("session.py")).toEqual({
      served: {
        job: "Completed",
        r2: 1,
        endpoint: "InService",
        predicted: [9, 21],
        captured: "4,1\n10,1\n",
      },
      good: {
        status: "Succeeded",
        steps: {
          Ask: "Succeeded",
          Gate: "Succeeded",
          Register: "Succeeded",
          Train: "Succeeded",
        },
        cached: false,
        reasons: [],
      },
      bad: {
        status: "Failed",
        steps: { Ask: "Succeeded", Gate: "Succeeded", Refuse: "Failed", Train: "Succeeded" },
        cached: true,
        reasons: ["alpha 0.25 was refused"],
      },
      registered: ["PendingManualApproval"],
    });
  });

  it("runs its other steps too: checks of data and models against the baseline of the latest approved version", {
    timeout: 600_000,
  }, async () => {
    const all = [
      "Answer",
      "Configure",
      "Count",
      "Create",
      "Create",
      "DataBias",
      "DataQuality",
      "Deploy",
      "Gate",
      "ModelBias",
      "ModelQuality",
      "Prepare",
      "Register",
      "Register",
      "Tune",
      "Watch-monitoring",
      "Watch-transform",
    ].map((name) => `${name} Succeeded`);
    const done = { status: "Succeeded", steps: all, cached: [], violated: [], reasons: [] };
    expect(await session("steps.py")).toEqual({
      first: done,
      strict: {
        status: "Failed",
        steps: ["DataBias Succeeded", "DataQuality Failed", "Prepare Succeeded"],
        cached: [],
        violated: ["DATA_QUALITY"],
        reasons: ["ClientError: The check has found 1 violation of the baseline"],
      },
      lenient: { ...done, violated: ["DATA_QUALITY"] },
      // Of seven values in turn; 40 of 280 rows are of the facet.
      alone: { mean: 3, imbalance: 0.714286 },
      baselines: {
        Bias: ["PostTrainingConstraints", "PreTrainingConstraints"],
        ModelDataQuality: ["Constraints", "Statistics"],
        ModelQuality: ["Constraints", "Statistics"],
      },
      inherited: true,
    });
  });
});
