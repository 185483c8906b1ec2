import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The definition as `pipeline.py` wrote it when it was changed last. */
export function keptDefinition(): string {
  return readFileSync(here("pipeline.json"), "utf8");
}

/** Fails where a Python does not have the SageMaker Python SDK that `pipeline.py` is written for. */
export const importsSdk = "import importlib.metadata as m; assert m.version('sagemaker').startswith('3.')";

/** Whether a Python has it. */
export async function hasSdk(python: string): Promise<boolean> {
  return await run(python, ["-c", importsSdk]).then(
    () => true,
    () => false,
  );
}

/** The definition as the SDK's step classes make it, which ask the small AWS for the bucket. */
export async function madeDefinition(python: string, url: string, folder: string): Promise<string> {
  const { stdout } = await run(python, [here("pipeline.py")], {
    cwd: folder,
    maxBuffer: 10_000_000,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: url,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_EC2_METADATA_DISABLED: "true",
      // The small AWS has no IAM that could be asked.
      SAGEMAKER_VALIDATE_ROLE: "false",
      SAGEMAKER_USER_CONFIG_OVERRIDE: here("sagemaker-config.yaml"),
      NO_PROXY: "*",
    },
  });
  return stdout;
}
