import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SageMaker } from "@aws-sdk/client-sagemaker";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { connectTo, images, monitorRun, seed } from "./model-monitor/world.ts";

/**
 * A team that has SageMaker Model Monitor: its processing jobs and the files that they write are all that tells of
 * drift, and the retraining that follows is the main job's. Driftwheel's own monitor does not run.
 */
let local: LocalServer;
let sagemaker: SageMaker;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  local = await startLocal({
    images,
    region: "us-east-1",
    seed: 23,
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "model-monitor/fleet.ts") },
  });
  sagemaker = connectTo(local);
  dynamodb = new DynamoDBClient({ endpoint: local.url, region: "us-east-1" });
  await seed(sagemaker, local);
});

afterAll(async () => {
  sagemaker.destroy();
  dynamodb.destroy();
  await local.close();
});

async function ledger(): Promise<readonly Entry[]> {
  return dynamoLedger({ client: dynamodb, table: names.ledgerTable }).read("harbour");
}

const windows = (entries: readonly Entry[]) =>
  replay("harbour", entries).drift.windows["harbour-hourly"] ?? [];
const hour = (text: string) => new Date(`2026-08-03T${text}:00:00Z`);

it("drift that Model Monitor's own files tell ends in the pipeline that the policy names", async () => {
  await monitorRun(sagemaker, local, { end: hour("09"), swell: 1.5 });
  await vi.waitFor(async () => expect(windows(await ledger())).toHaveLength(1), { timeout: longestWait });
  expect(windows(await ledger())).toMatchObject([
    { score: 0, features: [], end: "2026-08-03T09:00:00.000Z" },
  ]);

  for (const [count, end] of ["10", "11", "12"].entries()) {
    await monitorRun(sagemaker, local, { end: hour(end), swell: 2.6 });
    await vi.waitFor(async () => expect(windows(await ledger())).toHaveLength(count + 2), {
      timeout: longestWait,
    });
  }
  await vi.waitFor(
    async () => expect((await ledger()).map(({ kind }) => kind)).toContain("retraining-started"),
    { timeout: longestWait },
  );
  await vi.waitFor(() => expect(local.idle()).toBe(true), { timeout: longestWait });

  const entries = await ledger();
  const requested = entries.find((entry) => entry.kind === "retraining-requested");
  expect(requested?.data).toMatchObject({
    pipeline: "harbour-train",
    parameters: { DriftedFeatures: "swell", WindowEnd: "2026-08-03T12:00:00.000Z" },
  });
  // Each run has told of itself twice, by its job and by its file, and events repeat: four runs are four windows.
  const told = entries.filter(({ because }) => because.endsWith("was counted before."));
  expect(told.length).toBeGreaterThan(0);
  expect(windows(entries).map(({ end, source }) => [end.slice(11, 13), source])).toEqual([
    ["09", "model-monitor"],
    ["10", "model-monitor"],
    ["11", "model-monitor"],
    ["12", "model-monitor"],
  ]);
  expect(entries.filter(({ kind }) => kind === "retraining-started")).toHaveLength(1);
  const { PipelineExecutionSummaries: runs = [] } = await sagemaker.listPipelineExecutions({
    PipelineName: "harbour-train",
  });
  expect(runs).toHaveLength(1);
  expect(local.deadLetters()).toEqual([]);
});
