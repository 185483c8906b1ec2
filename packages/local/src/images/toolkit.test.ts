import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { missing } from "../../../../test/runner/skipped.ts";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { toolkitFolder } from "./framework-image.ts";
import fixture from "./toolkit.fixture.json" with { type: "json" };

/** What `sagemaker-training` 5.1.4 wrote for a job of these files, on a machine of two cores. */
describe.skipIf(missing("python3", "python3", "-c", ""))("the variables of a framework image", () => {
  it("are those that SageMaker's own toolkit sets, to the letter", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "input/config"), { recursive: true });
    for (const [name, content] of Object.entries(fixture.config)) {
      writeFileSync(join(root, "input/config", name), JSON.stringify(content));
    }
    const script = `
import json, os
os.cpu_count = lambda: 2
from driftwheel_container import environment
print(json.dumps(environment.variables()))
`;
    const said = execFileSync("python3", ["-c", script], {
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        PYTHONPATH: toolkitFolder,
        PYTHONDONTWRITEBYTECODE: "1",
        OPT_ML: root,
        TRAINING_JOB_NAME: "tides",
      },
    });
    expect(JSON.parse(said.replaceAll(root, "/opt/ml"))).toEqual(fixture.variables);
  });
});
