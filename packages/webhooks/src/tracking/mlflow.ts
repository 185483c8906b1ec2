import { type Run, runTag } from "@driftwheel/core/experiments/run.ts";
import {
  type RunChanges,
  type TrackedRun,
  type Tracking,
  TrackingFailed,
} from "@driftwheel/core/experiments/tracking.ts";
import * as z from "zod/mini";
import type { Ask } from "./mlflow-request.ts";

/** What MLflow takes in one request: https://mlflow.org/docs/latest/rest-api.html#log-batch */
const mostMetrics = 1_000;
const mostParams = 100;
const mostTags = 100;

const pairs = z._default(z.array(z.object({ key: z.string(), value: z.string() })), []);

/** Numbers of 64 bits are texts in some versions' answers, as protocol buffers have it in JSON. */
const whole = z.coerce.number();

const foundExperiment = z.object({
  experiment: z.object({ experiment_id: z.string(), lifecycle_stage: z.optional(z.string()) }),
});
const createdExperiment = z.object({ experiment_id: z.string() });

const foundRuns = z.object({
  runs: z._default(
    z.array(
      z.object({
        info: z.object({ run_id: z.string(), status: z.string(), end_time: z.optional(whole) }),
        data: z._default(
          z.object({
            metrics: z._default(
              z.array(z.object({ key: z.string(), timestamp: whole, step: z._default(whole, 0) })),
              [],
            ),
            params: pairs,
            tags: pairs,
          }),
          { metrics: [], params: [], tags: [] },
        ),
      }),
    ),
    [],
  ),
});

/** One experiment of an MLflow server, made when it is not there, and where its pages are. */
export interface MlflowExperiment extends Tracking {
  /** Id of the experiment. */
  readonly id: string;
}

/**
 * @param experiment its name
 * @throws TrackingFailed when the server does not answer for the experiment, or somebody has deleted it
 */
export async function mlflowExperiment(ask: Ask, experiment: string): Promise<MlflowExperiment> {
  const id = await experimentId(ask, experiment);
  return {
    id,
    async find(key) {
      // No key holds a quotation mark.
      const filter = `tags.\`${runTag}\` = '${key}'`;
      const answer = await ask("POST", "runs/search", { experiment_ids: [id], filter, max_results: 100 });
      return read(foundRuns, answer, "runs/search").runs.map(({ info, data }) => ({
        id: info.run_id,
        status: info.status,
        endTime: info.end_time ?? null,
        metrics: Object.fromEntries(data.metrics.map(({ key: name, ...point }) => [name, point])),
        params: valuesOf(data.params),
        tags: valuesOf(data.tags),
      })) satisfies readonly TrackedRun[];
    },
    async create({ key, name, startTime }: Run) {
      await ask("POST", "runs/create", {
        experiment_id: id,
        run_name: name,
        start_time: startTime,
        tags: [{ key: runTag, value: key }],
      });
    },
    async log(run, changes) {
      for (const batch of batches(changes)) await ask("POST", "runs/log-batch", { run_id: run, ...batch });
    },
    async setStatus(run, status, endTime) {
      await ask("POST", "runs/update", {
        run_id: run,
        status,
        ...(endTime === null ? {} : { end_time: endTime }),
      });
    },
    async delete(run) {
      await ask("POST", "runs/delete", { run_id: run });
    },
  };
}

async function experimentId(ask: Ask, name: string): Promise<string> {
  const known = await ask("GET", "experiments/get-by-name", { experiment_name: name });
  if (known === null) {
    const created = await ask("POST", "experiments/create", { name });
    return read(createdExperiment, created, "experiments/create").experiment_id;
  }
  const { experiment } = read(foundExperiment, known, "experiments/get-by-name");
  if (experiment.lifecycle_stage === "deleted") {
    throw new TrackingFailed(
      `somebody deleted the experiment ${JSON.stringify(name)}; restore it in MLflow, or name another one`,
      { status: null, retryAfter: null },
    );
  }
  return experiment.experiment_id;
}

/** Metrics first: what a tag says of a run is true once the numbers behind it are there. */
function batches({ metrics, params, tags }: RunChanges): readonly Readonly<Record<string, unknown>>[] {
  return [
    ...parts(metrics, mostMetrics).map((part) => ({ metrics: part })),
    ...parts(listOf(params), mostParams).map((part) => ({ params: part })),
    ...parts(listOf(tags), mostTags).map((part) => ({ tags: part })),
  ];
}

function parts<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}

function listOf(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

function valuesOf(list: readonly { readonly key: string; readonly value: string }[]) {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}

function read<Schema extends z.ZodMiniType>(schema: Schema, answer: unknown, path: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(answer);
  if (success) return data;
  const [first] = error.issues;
  throw new TrackingFailed(`${path}: the answer's ${first?.path.join(".") || "JSON"} is not MLflow's`, {
    status: null,
    retryAfter: null,
  });
}
