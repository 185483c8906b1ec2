import { nothingKept } from "../../state/state.ts";
import type { Operation } from "../../world.ts";
import type { Shared, StartedJob } from "../context.ts";
import type { ProcessingJobs } from "../processing/processing-jobs.ts";
import type { TrainingJobs } from "../training/training-jobs.ts";

const operations = [
  "CreateAutoMLJob",
  "CreateAutoMLJobV2",
  "DescribeAutoMLJob",
  "DescribeAutoMLJobV2",
  "ListAutoMLJobs",
  "ListCandidatesForAutoMLJob",
  "StopAutoMLJob",
] as const;

export type AutoMLOperation = (typeof operations)[number];

/** AutoML jobs, whose code is loaded when they are first asked for: few servers need it. */
export class AutoMLWhenAsked {
  private loaded: ReturnType<typeof load> | null = null;
  private readonly load: () => ReturnType<typeof load>;

  constructor(shared: Shared, training: TrainingJobs, processing: ProcessingJobs) {
    this.load = () => load(shared, training, processing);
    // What an earlier server has kept is ended, and kept on.
    if (shared.world.state !== nothingKept) {
      shared.onRestart(async () => {
        await this.all();
      });
    }
  }

  /** By name, as each is asked for. */
  operations(): ReadonlyMap<string, Operation> {
    return new Map(
      operations.map((name) => [name, async (...call) => await (await this.all()).operations[name](...call)]),
    );
  }

  /** Takes a pipeline step's request of CreateAutoMLJob; rejects with ServiceError. */
  async startByStep(request: Readonly<Record<string, unknown>>): Promise<StartedJob> {
    return await (await this.all()).jobs.startByStep(request);
  }

  async close(): Promise<void> {
    await (await this.loaded)?.jobs.close();
  }

  private async all() {
    this.loaded ??= this.load();
    return await this.loaded;
  }
}

async function load(shared: Shared, training: TrainingJobs, processing: ProcessingJobs) {
  const [{ AutoMLJobs }, { automlOperations }] = await Promise.all([
    import("./automl-jobs.ts"),
    import("./operations.ts"),
  ]);
  // What is loaded when the server goes on already goes on at once.
  const resumes: (() => void | Promise<void>)[] = [];
  const late = { ...shared, onRestart: (resume: () => void | Promise<void>) => void resumes.push(resume) };
  const jobs = new AutoMLJobs(late, training, processing);
  for (const resume of resumes) await resume();
  return { jobs, operations: automlOperations(jobs) };
}
