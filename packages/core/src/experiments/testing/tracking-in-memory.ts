import type { MetricPoint, RunStatus } from "../run.ts";
import { runTag } from "../run.ts";
import { type TrackedRun, type Tracking, TrackingFailed } from "../tracking.ts";

/** A run as the server keeps it, with all points of its metrics. */
export interface KeptRun {
  readonly id: string;
  readonly name: string;
  readonly startTime: number;
  readonly status: RunStatus;
  readonly endTime: number | null;
  readonly points: readonly MetricPoint[];
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly deleted: boolean;
}

interface Options {
  /** Whether a point that is there is appended once more, as stores in files have it. */
  readonly keepsRepeats?: boolean;
  /** Comes before each request; may take its time, and reject. */
  readonly before?: (request: string) => Promise<void>;
  /** Comes after each request that was done: the answer is lost when it rejects. */
  readonly after?: (request: string) => Promise<void>;
}

/**
 * Runs by the rules of MLflow's store in a database: ids come as they come, a point that is there stays one, parameters
 * change never, and a deleted run takes nothing and is not found. Seen of its server 3.17.2.
 */
export class TrackingInMemory implements Tracking {
  readonly #runs = new Map<string, KeptRun>();
  readonly #options: Options;
  #created = 0;

  constructor(options: Options = {}) {
    this.#options = options;
  }

  /** All but the deleted ones. */
  get runs(): readonly KeptRun[] {
    return [...this.#runs.values()].filter(({ deleted }) => !deleted);
  }

  find(key: string): Promise<readonly TrackedRun[]> {
    return this.#request("find", () =>
      this.runs
        .filter(({ tags }) => tags[runTag] === key)
        .map(({ id, status, endTime, points, params, tags }) => ({
          ...{ id, status, endTime, params, tags },
          metrics: Object.fromEntries(points.toSorted(byStepAndTime).map((point) => [point.key, point])),
        })),
    );
  }

  create({ key, name, startTime }: Parameters<Tracking["create"]>[0]): Promise<void> {
    return this.#request("create", () => {
      this.#created++;
      // The later one comes first as often as not.
      const id = `${(this.#created * 7) % 10}-${this.#created}`;
      const nothing = { points: [], params: {}, endTime: null, deleted: false, status: "RUNNING" } as const;
      this.#runs.set(id, { id, name, startTime, tags: { [runTag]: key }, ...nothing });
    });
  }

  log(id: string, { metrics, params, tags }: Parameters<Tracking["log"]>[1]): Promise<void> {
    return this.#request("log", () => {
      const run = this.#active(id);
      for (const [name, value] of Object.entries(params)) {
        const known = run.params[name];
        if (known !== undefined && known !== value) throw refused(`the parameter ${name} is ${known}`);
      }
      this.#runs.set(id, {
        ...run,
        points: this.#options.keepsRepeats ? [...run.points, ...metrics] : once([...run.points, ...metrics]),
        params: { ...run.params, ...params },
        tags: { ...run.tags, ...tags },
      });
    });
  }

  setStatus(id: string, status: RunStatus, endTime: number | null): Promise<void> {
    return this.#request("setStatus", () => {
      this.#runs.set(id, { ...this.#active(id), status, endTime });
    });
  }

  delete(id: string): Promise<void> {
    return this.#request("delete", () => {
      const run = this.#runs.get(id);
      if (run) this.#runs.set(id, { ...run, deleted: true });
    });
  }

  #active(id: string): KeptRun {
    const run = this.#runs.get(id);
    if (!run || run.deleted) throw refused(`the run ${id} must be in the active state`);
    return run;
  }

  async #request<Answer>(name: string, act: () => Answer): Promise<Answer> {
    await this.#options.before?.(name);
    const answer = act();
    await this.#options.after?.(name);
    return answer;
  }
}

function once(points: readonly MetricPoint[]): readonly MetricPoint[] {
  const keyOf = ({ key, value, step, timestamp }: MetricPoint) =>
    JSON.stringify([key, value, step, timestamp]);
  return [...new Map(points.map((point) => [keyOf(point), point])).values()];
}

function byStepAndTime(one: MetricPoint, other: MetricPoint): number {
  return one.step - other.step || one.timestamp - other.timestamp;
}

function refused(why: string): TrackingFailed {
  return new TrackingFailed(why, { status: 400, retryAfter: null });
}
