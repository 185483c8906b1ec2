import type {
  FunctionTimesFact,
  RetrainingSource,
  RetrainingUsageFact,
  TrialVariantsFact,
} from "@driftwheel/core/vocabulary/costs.ts";
import type { Answer, Facts, MonitorRunFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import type { FactFinder } from "@driftwheel/core/vocabulary/ports.ts";
import type { SageMakerInMemory } from "./sagemaker-in-memory.ts";

/** What is answered to the questions of costs. */
export interface UsageAnswers {
  readonly usageOf: (source: RetrainingSource) => Omit<RetrainingUsageFact, "of">;
  readonly trialVariants: (
    config: string,
  ) => Omit<TrialVariantsFact, "of"> | Promise<Omit<TrialVariantsFact, "of">>;
  /** Where Model Monitor runs. */
  readonly monitorRun?: (job: string) => MonitorRunFact;
  readonly functionTimes: (month: string) => FunctionTimesFact;
}

/** Answers questions from the simulated SageMaker. */
export function factsInMemory(
  sagemaker: SageMakerInMemory,
  rates: { readonly before: number; readonly under: number },
  usage: UsageAnswers = sagemaker,
): FactFinder {
  async function find(question: Question): Promise<Facts[keyof Facts]> {
    switch (question.ask) {
      case "endpoint":
        return sagemaker.describeEndpoint();
      case "candidate": {
        const found = sagemaker.known(question.arn);
        const champion = question.champion ? sagemaker.known(question.champion) : null;
        const report = (error: number) => ({
          regression_metrics: { mae: { value: error, standard_deviation: "NaN" } },
        });
        return {
          version: found.version,
          status: "Completed",
          approval: found.approval,
          modelDataUrl: "s3://models/model.tar.gz",
          evaluationUri: `s3://models/${found.version}/evaluation.json`,
          evaluation: { ok: true, json: { ...report(found.meanAbsoluteError), champion: report(4.2) } },
          championEvaluation: champion ? { ok: true, json: report(champion.meanAbsoluteError) } : null,
        };
      }
      case "packages":
        return { versions: sagemaker.versions() };
      case "pipelineExecution":
        return { status: sagemaker.executionStatus(question.execution), failureReason: null };
      case "championPackage":
        return { modelDataUrl: "s3://models/1/model.tar.gz" };
      case "formerPackage":
        return { exists: true, approval: sagemaker.known(question.arn).approval };
      case "championHistory":
        return {
          trials: 800,
          successes: Math.round(800 * rates.under),
          invocations: 800,
          errors: 0,
          latency: 2_000,
        };
      case "scaling":
        return { variants: {}, alarms: {} };
      case "violations":
        return { violations: [] };
      case "retrainingUsage":
        return { of: question.of, ...usage.usageOf(question.source) };
      case "trialVariants":
        return { of: question.of, ...(await usage.trialVariants(question.config)) };
      case "functionTimes":
        return usage.functionTimes(question.month);
      case "retrainingJob":
        return sagemaker.findJob(question);
      case "monitorRun":
        return usage.monitorRun?.(question.job);
      // No model of these worlds is served in batch.
      case "transformJobs":
        return undefined;
      // Nobody waits for data.
      case "freshData":
        return undefined;
    }
  }
  return {
    // The switch answers each question with its own fact; the compiler cannot tie the two together.
    answer: async <Q extends Question>(question: Q) => (await find(question)) as Answer<Q>,
  };
}
