import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sampleEvent } from "../../../../test/fixtures/sample-events.ts";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const pathOf = (name: string) => sampleEvent(name).path;
const policyModule = fileURLToPath(import.meta.resolve("@driftwheel/core/policy/define-fleet.ts"));

const fleet = `import { defineFleet } from ${JSON.stringify(policyModule)};
export default defineFleet({
  models: {
    frost: {
      endpoint: "frost-prod", packageGroup: "frost",
      drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } },
      retrain: { pipeline: "frost-train" },
      gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
      approve: "automatically",
      rollout: { ramp: [10, 50] },
    },
  },
});
`;

test("prints one line for each file, with the fleet's model that the event concerns", async () => {
  const directory = temporaryFolder();
  await writeFile(join(directory, "driftwheel.config.ts"), fleet);
  const files = [
    "endpoint.in-service",
    "training-job.tuning-child",
    "training-job.missing-arn",
    "alarm.other-service",
  ];
  const { code, out, hints } = await type(["parse", ...files.map(pathOf)], {
    directory,
  });
  expect({ code, hints }).toEqual({ code: 0, hints: [] });
  expect(out.map((line) => JSON.parse(line))).toEqual([
    {
      file: pathOf("endpoint.in-service"),
      result: "signal",
      kind: "endpoint-changed",
      model: "frost",
      identity: expect.stringContaining("endpoint/frost-prod InService"),
      reason: null,
    },
    {
      file: pathOf("training-job.tuning-child"),
      result: "ignored",
      kind: "training-job-changed",
      model: null,
      identity: null,
      reason: expect.stringContaining('one trial of "forest-search-0212"'),
    },
    {
      file: pathOf("training-job.missing-arn"),
      result: "malformed",
      kind: "training-job-changed",
      model: null,
      identity: null,
      reason: expect.stringMatching(/^detail\.TrainingJobArn: is missing; expected /),
    },
    expect.objectContaining({ result: "signal", model: null }),
  ]);
});

test("a file that is no JSON, or that cannot be read, is malformed, and the rest goes on", async () => {
  const directory = temporaryFolder();
  await writeFile(join(directory, "half.json"), '{"source": "aws');
  await writeFile(join(directory, "marked.json"), '\uFEFF{"source":"x","detail-type":"y","detail":{}}');
  const { code, out } = await type(["parse", "half.json", "missing.json", ".", "marked.json"], { directory });
  expect(code).toBe(0);
  expect(out.map((line) => JSON.parse(line))).toMatchObject([
    { file: "half.json", result: "malformed", kind: null, reason: expect.stringContaining("is no JSON") },
    { file: "missing.json", result: "malformed", reason: expect.stringContaining("cannot be read") },
    { file: ".", result: "malformed", reason: expect.stringContaining("cannot be read") },
    { file: "marked.json", result: "ignored" },
  ]);
});

test("without a fleet the model is null, and a hint says so once", async () => {
  const file = pathOf("endpoint.in-service");
  const { out, hints } = await type(["parse", file, file]);
  expect(out.map((line) => JSON.parse(line).model)).toEqual([null, null]);
  expect(hints).toHaveLength(1);
  expect(hints[0]).toContain("--fleet");
});

test("paths are found where the person typed them when npm runs the command elsewhere", async () => {
  const typedIn = temporaryFolder();
  await writeFile(join(typedIn, "event.json"), '{"source":"x","detail-type":"y","detail":{}}');
  const { out } = await type(["parse", "event.json"], { environment: { INIT_CWD: typedIn } });
  expect(JSON.parse(out[0] ?? "")).toMatchObject({ file: "event.json", result: "ignored" });
});

test.each([
  ["missing.ts", null, "there is no such file"],
  ["broken.ts", "export default 7;", "exports no fleet"],
  ["refused.ts", fleet.replace("[10, 50]", "[50, 10]"), "models.frost.rollout.ramp"],
])("the fleet %s is refused with its name and the reason", async (name, content, reason) => {
  const directory = temporaryFolder();
  if (content !== null) await writeFile(join(directory, name), content);
  const { code, out, hints } = await type(["parse", "--fleet", name, "x.json"], { directory });
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(hints[0]).toContain(name);
  expect(hints[0]).toContain(reason);
});
