import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startLocal } from "@driftwheel/local/server.ts";
import { describe, expect, it } from "vitest";
import { missing } from "../runner/skipped.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { blocksOfGuide } from "./blocks.ts";
import { wordsOf } from "./shell.ts";

const needed = ["-c", "import boto3, joblib, sklearn"] as const;

describe.skipIf(
  missing("scikit-learn beside boto3", "python3", ...needed) || missing("the AWS CLI", "aws", "--version"),
)("the guide to a model of one's own", () => {
  it("shows scripts that train and serve on the small AWS, what they print, and how to read their logs", async () => {
    const kinds = [
      "python train",
      "python inference",
      "python session",
      "sh session",
      "text session",
      "sh logs",
    ];
    const [train, inference, session, run, shown, logs] = blocksOfGuide("own-model", ...kinds).map(
      ({ code }) => code,
    );
    const folder = temporaryFolder();
    const server = await startLocal({ region: "us-east-1" });
    const type = async (line: string) => {
      const [program = "", ...words] = wordsOf(line.trim());
      const env = {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: server.url,
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_CONFIG_FILE: join(folder, "none"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
        NO_PROXY: "*",
      };
      return (await promisify(execFile)(program, words, { cwd: folder, env })).stdout;
    };
    try {
      for (const [name, code] of Object.entries({ train, inference, session })) {
        writeFileSync(join(folder, `${name}.py`), code ?? "");
      }
      expect(await type(run ?? "")).toBe(shown);
      expect(await type(logs ?? "")).toContain("learnt from 40 rows; r2=1.000;");
    } finally {
      await server.close();
    }
  });
});
