import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { dynamoRunPages } from "@driftwheel/aws/experiments/run-pages.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { dynamoDeliveryLog } from "@driftwheel/aws/webhooks/delivery-log.ts";
import type { MetricPoint, Run } from "@driftwheel/core/experiments/run.ts";
import { runKinds } from "@driftwheel/core/experiments/run-kinds.ts";
import { runsOf } from "@driftwheel/core/experiments/runs-of.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type MlflowServer, startMlflow } from "../../examples/diamonds/mlflow/server.ts";
import { sampleLedger } from "../../packages/cli/test/sample-ledger.ts";
import { longestWait } from "../runner/longest-wait.ts";
import { missing } from "../runner/skipped.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { python } from "./python.ts";

type ReadRun = Omit<Run, "key" | "entries"> & { readonly id: string; readonly experiment: string };

/** The runs of an experiment as MLflow's own client reads them. */
async function readRuns(url: string, experiment: string): Promise<readonly ReadRun[]> {
  const { stdout } = await promisify(execFile)(
    python,
    [join(import.meta.dirname, "mlflow_runs.py"), url, experiment],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  // The script prints what it says, and what it says is compared field by field.
  return JSON.parse(stdout) as readonly ReadRun[];
}

const byKeyAndStep = (points: readonly MetricPoint[]) =>
  points.toSorted(
    (one, other) =>
      one.key.localeCompare(other.key) || one.step - other.step || one.timestamp - other.timestamp,
  );

describe.skipIf(missing("MLflow", python, "-c", "import flask, mlflow, sqlalchemy"))(
  "MLflow's own server",
  () => {
    let mlflow: MlflowServer;
    let local: LocalServer;

    beforeAll(async () => {
      mlflow = await startMlflow(python, temporaryFolder());
      local = await startLocal({
        functions: true,
        schedules: { monitor: 0, quality: 0, sweep: 0 },
        environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "tracked-fleet.ts") },
      });
      const ssm = new SSMClient({ endpoint: local.url });
      await ssm.send(
        new PutParameterCommand({ Name: "/mlflow/url", Type: "SecureString", Value: mlflow.url }),
      );
      ssm.destroy();
    });

    afterAll(async () => {
      await local.close();
      await mlflow.stop();
    });

    async function announce(entries: readonly Entry[]): Promise<void> {
      const events = new EventBridgeClient({ endpoint: local.url });
      for (let first = 0; first < entries.length; first += 10) {
        await events.send(
          new PutEventsCommand({
            Entries: entries.slice(first, first + 10).map((entry) => ({
              EventBusName: names.bus,
              Source: "driftwheel",
              DetailType: entry.kind,
              Detail: JSON.stringify(entry),
            })),
          }),
        );
      }
      events.destroy();
    }

    it("has each retraining and each rollout once, with all that the ledger says of it, however often it was told", async () => {
      const ledger = dynamoLedger({ table: names.ledgerTable });
      expect(await ledger.append("frost", sampleLedger)).toBe("appended");
      const told = sampleLedger.filter(({ kind }) => runKinds.has(kind));
      const log = dynamoDeliveryLog({ table: names.ledgerTable });
      await announce([...sampleLedger, ...told]);
      await announce(told.map((entry) => ({ ...entry, model: "vines" })));
      await vi.waitFor(
        async () => {
          const { deliveries } = await log.deliveries("mlflow", { limit: 200 });
          expect(deliveries.map(({ sequence, status }) => [sequence, status])).toEqual(
            told.map(({ sequence }) => [sequence, "delivered"]).toReversed(),
          );
        },
        // On a busy machine attempts come too late, and the third is made after five minutes.
        { timeout: 2 * longestWait, interval: 500 },
      );

      // No console shows what is on this machine.
      const expected = runsOf(sampleLedger, null, local.apiUrl);
      const runs = await readRuns(mlflow.url, "orchards/frost");
      const found = runs
        .toSorted((one, other) => one.startTime - other.startTime)
        .map(({ id: _, experiment: __, ...run }) => ({ ...run, metrics: byKeyAndStep(run.metrics) }));
      expect(found).toEqual(
        expected.map(({ key: _, entries: __, ...run }) => ({ ...run, metrics: byKeyAndStep(run.metrics) })),
      );
      expect(await readRuns(mlflow.url, "orchards/vines")).toEqual([]);

      const pages = dynamoRunPages({ table: names.ledgerTable });
      for (const { id, experiment, tags } of runs) {
        expect(await pages.page("frost", tags["driftwheel.run"] ?? "")).toBe(
          `${mlflow.url}/#/experiments/${experiment}/runs/${id}`,
        );
      }
      expect(local.deadLetters()).toEqual([]);
    });
  },
);
