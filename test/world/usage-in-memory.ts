import type {
  FunctionTimesFact,
  RetrainingSource,
  RetrainingUsageFact,
  TrialVariantsFact,
  UsedInstances,
} from "@driftwheel/core/vocabulary/costs.ts";
import type { Job } from "./sagemaker/job.ts";

/** What every training has. */
const instances = { instanceType: "ml.m5.large", count: 1 } as const;
const region = "eu-central-1";

/** A pipeline's execution: it trains in ten minutes. */
interface Execution {
  readonly arn: string;
  readonly status: string;
}

/** The questions of costs, answered as the adapters of AWS do. */
export function usageInMemory(jobs: readonly Job[], executions: () => readonly Execution[]) {
  return {
    ofRetraining(source: RetrainingSource): Omit<RetrainingUsageFact, "of"> {
      const used: UsedInstances[] = [];
      const unread: string[] = [];
      if (source.kind === "pipeline") {
        const found = executions().find(({ arn }) => arn === source.execution);
        if (found?.status === "Executing") unread.push("the pipeline's execution has not ended");
        else if (found) used.push({ by: "train", use: "training", ...instances, seconds: 600 });
      } else {
        for (const name of source.names) {
          const job = jobs.find((one) => one.name === name);
          if (job && !job.ended) unread.push(`${name} has not ended`);
          else if (job?.ended)
            used.push({ by: name, use: "training", ...instances, seconds: secondsOf(job, job.ended) });
        }
      }
      return { region, used, unread, unknown: [] };
    },
    inMonth: (month: string): FunctionTimesFact => ({
      ...{ month, region, rows: null, unread: null },
      functions: [
        { name: "sweep", architecture: "arm64", megabytes: 512, milliseconds: 900_000, requests: 8_640 },
      ],
      models: { all: 1, watched: 1, judged: 0 },
    }),
    ofTrial: (variants: readonly string[]): Omit<TrialVariantsFact, "of"> => ({
      region,
      variants: Object.fromEntries(variants.map((name) => [name, instances])),
      ...{ changes: {}, changesUnread: null },
      exists: true,
      unread: null,
    }),
  };
}

/** Of spot capacity three tenths are paid for. */
function secondsOf({ started, spot }: Job, ended: Date): number {
  const trained = Math.ceil((ended.getTime() - started.getTime()) / 1_000);
  return spot ? Math.floor(0.3 * trained) : trained;
}
