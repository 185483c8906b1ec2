import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
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

describe.skipIf(
  missing("the SageMaker Python SDK 3 beside scikit-learn", python, "-c", `import sklearn; ${importsSdk}`),
)("the SageMaker Python SDK", () => {
  it("trains, serves, captures, and runs a pipeline of its own steps, on the small AWS", {
    timeout: 600_000,
  }, async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "config.yaml"), config);
    const server = await startLocal({ region: "us-east-1", python });
    try {
      const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, "session.py")], {
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
      expect(JSON.parse(stdout)).toEqual({
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
    } finally {
      await server.close();
    }
  });
});
