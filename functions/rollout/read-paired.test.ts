import { pointTo, serveJson, WireError } from "@driftwheel/aws/testing/json-wire.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import type { RolloutPaired } from "@driftwheel/core/vocabulary/state.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readPaired } from "./read-paired.ts";

/*
 * Outputs of a team's transform jobs and of a challenger's as they lie in S3, and labels, on the small AWS: which rows are
 * pairs, which are not, and what turned out of them.
 */
let local: LocalServer;
let sagemaker: Awaited<ReturnType<typeof serveJson>>;
let jobs: Map<string, object>;

const now = new Date("2026-04-07T14:15:00Z");
const began = Date.parse("2026-04-07T13:50:00Z") / 1000;

const policy: ModelPolicy = policyFor("tides", {
  serving: "batch",
  batch: { jobs: "tides-nightly", inputs: "s3://tides/in", outputs: "s3://tides/answers" },
  quality: { groundTruth: "s3://tides/truth", problem: "regression", success: { within: 1 } },
  rollout: {
    deadline: "20 days",
    paired: { outputs: "s3://tides/trials", agreement: { atLeast: 0.9, within: 0.5 } },
  },
});
const { quality: _, ...others } = policy;

function paired(...runs: readonly Partial<RolloutPaired["runs"][number]>[]): RolloutPaired {
  return {
    ...{ parameter: "/tides/route", outputs: "s3://tides/trials", limits: { atLeast: 3, atMost: 14 } },
    ...{ minRows: 2, labels: true, agreement: 0.9, slowerBy: 2, longestRun: 3_600_000, bake: null },
    runs: runs.map((run, index) => ({
      ...{ sequence: index + 1, run: index + 1, of: `tides-nightly-${index + 1}`, job: `its-${index + 1}` },
      ...{ deadline: "2026-04-08T00:00:00.000Z", read: null, ...run },
    })),
  };
}

beforeEach(async () => {
  local = await startLocal();
  pointTo(local.url);
  jobs = new Map();
  sagemaker = await serveJson({
    DescribeTransformJob: ({ TransformJobName }) => {
      const job = jobs.get(String(TransformJobName));
      if (job) return job;
      throw new WireError("ValidationException", `Could not find transform job '${TransformJobName}'.`);
    },
  });
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
});
afterEach(async () => {
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await sagemaker.close();
  await local.close();
});

const put = (key: string, lines: readonly string[]) =>
  local.world.objects.put("tides", key, Buffer.from(`${lines.join("\n")}\n`));

/** @param seconds that it took */
function job(name: string, output: string, seconds: number, changes: object = {}) {
  jobs.set(name, {
    ...{ TransformJobName: name, TransformJobStatus: "Completed" },
    TransformOutput: { S3OutputPath: output },
    ...{ TransformStartTime: began, TransformEndTime: began + seconds, ...changes },
  });
}

const id = (row: number) => `00000000-0000-4000-8000-${String(row).padStart(12, "0")}`;
const withId = (answer: number, row: number) => `${answer},${id(row)},2026-04-07T13:50:00Z`;
const label = (row: number, value: number) =>
  JSON.stringify({
    groundTruthData: { data: String(value), encoding: "CSV" },
    eventMetadata: { eventId: id(row) },
    eventVersion: "0",
  });

async function bothEnded(champion: readonly number[], challenger: readonly number[]) {
  job("tides-nightly-1", "s3://tides/answers/1", 100);
  job("its-1", "s3://tides/trials/its-1/", 130);
  await put("answers/1/rows.csv.out", champion.map(withId));
  await put("trials/its-1/rows.csv.out", challenger.map(String));
}

it("pairs both answers to each row, and joins labels by the champion's ids", async () => {
  await bothEnded([1, 2, 3, 4], [1.2, 2, 9, 4.4]);
  await put("truth/2026/04/07/14/labels.jsonl", [label(0, 1), label(1, 8), label(2, 9)]);
  expect(await readPaired(paired({}), policy, now)).toEqual({
    end: now.toISOString(),
    runs: [
      {
        ...{ run: 1, status: "compared", reason: null, rows: 4, agreed: 3 },
        seconds: { champion: 100, challenger: 130 },
        outcomes: { both: 1, onlyChampion: 0, onlyChallenger: 1, neither: 1 },
      },
    ],
  });
});

it("judges the rows of one job by itself, where both sides are the same", async () => {
  await bothEnded([1, 2, 3, 4], [0, 0, 0, 0]);
  await put("truth/2026/04/07/14/labels.jsonl", [label(0, 1), label(1, 8), label(2, 3)]);
  const { runs } = await readPaired(paired({ job: "tides-nightly-1" }), policy, now);
  expect(runs).toMatchObject([
    { status: "compared", rows: 4, outcomes: { both: 2, onlyChampion: 0, onlyChallenger: 0, neither: 1 } },
  ]);
});

it("compares no labels where nobody tells any", async () => {
  await bothEnded([1, 2], [1, 2]);
  const { runs } = await readPaired(paired({}), others, now);
  expect(runs).toMatchObject([{ status: "compared", rows: 2, agreed: 2, outcomes: null }]);
});

it("names the object and the line of an output that ends before the other", async () => {
  await bothEnded([1, 2, 3], [1, 2]);
  const { runs } = await readPaired(paired({}), policy, now);
  expect(runs).toMatchObject([
    {
      ...{ status: "unread", rows: 0, agreed: 0, outcomes: null },
      reason:
        "s3://tides/trials/its-1/rows.csv.out: has no line 3; expected as many lines as s3://tides/answers/1/rows.csv.out has, one for each of the same input",
    },
  ]);
});

it("leaves out objects that only one of both transformed, and says so where there are no others", async () => {
  await bothEnded([1, 2], [1, 2]);
  await put("trials/its-1/later.csv.out", ["7", "8"]);
  expect((await readPaired(paired({}), policy, now)).runs).toMatchObject([{ rows: 2 }]);
  job("its-1", "s3://tides/trials/none/", 130);
  expect((await readPaired(paired({}), policy, now)).runs).toMatchObject([
    { status: "unread", reason: expect.stringContaining("s3://tides/trials/none/ has no output") },
  ]);
});

it("counts rows once, though later jobs transform the same inputs again", async () => {
  const input = {
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://tides/in/" } },
    },
  };
  await put("in/monday/rows.csv", ["1", "2"]);
  // Both began after Monday's rows were there, and Tuesday's came between the two.
  const later = Date.now() / 1000 + 60;
  for (const run of [1, 2]) {
    job(`tides-nightly-${run}`, `s3://tides/answers/${run}`, 100, { ...input, TransformStartTime: later });
    job(`its-${run}`, `s3://tides/trials/its-${run}/`, 100, { TransformStartTime: later });
    for (const place of [`answers/${run}`, `trials/its-${run}`])
      await put(`${place}/monday/rows.csv.out`, [1, 2].map(withId));
  }
  const { runs } = await readPaired(paired({}, {}), others, now);
  expect(runs).toMatchObject([
    { run: 1, status: "compared", rows: 2 },
    {
      run: 2,
      status: "unread",
      reason: expect.stringContaining("an earlier run transformed its 1 inputs too"),
    },
  ]);
  for (const place of ["answers/2", "trials/its-2"])
    await put(`${place}/tuesday/rows.csv.out`, [3, 4, 5].map(withId));
  expect((await readPaired(paired({}, {}), others, now)).runs).toMatchObject([{ rows: 2 }, { rows: 3 }]);
});

it("tells how the challenger's job stands, and why it failed", async () => {
  for (const run of [1, 2, 3, 4]) job(`tides-nightly-${run}`, "s3://tides/answers/1", 100);
  job("its-1", "s3://tides/trials/its-1/", 0, { TransformJobStatus: "InProgress" });
  job("its-3", "s3://tides/trials/its-3/", 0, {
    ...{ TransformJobStatus: "Failed", FailureReason: "AlgorithmError: no column rain" },
  });
  job("its-4", "s3://tides/trials/its-4/", 0, { TransformJobStatus: "Stopped" });
  const { runs } = await readPaired(paired({}, {}, {}, {}), policy, now);
  expect(runs.map(({ status, reason }) => [status, reason])).toEqual([
    ["running", null],
    // Nobody has created it yet.
    ["running", "transform job its-2 is not there yet"],
    ["failed", "AlgorithmError: no column rain"],
    ["unread", "somebody stopped transform job its-4"],
  ]);
});

it("reads no run again that counts already", async () => {
  await bothEnded([1, 2], [1, 2]);
  const read = {
    ...{ run: 1, status: "compared" as const, reason: null, seconds: null, rows: 2, agreed: 2 },
    outcomes: { both: 2, onlyChampion: 0, onlyChallenger: 0, neither: 0 },
  };
  expect((await readPaired(paired({ read }), policy, now)).runs).toEqual([]);
});
