import type { Answer, Facts, Question, QuestionName } from "@driftwheel/core/vocabulary/fact.ts";
import type { Clock, FactFinder } from "@driftwheel/core/vocabulary/ports.ts";
import { failure } from "../failure.ts";
import type { Deployment } from "./usage/function-times.ts";

/**
 * Answers the decider's questions by asking AWS. Each service's SDK is loaded by the question that needs it.
 *
 * @param asks what this process may ask: its role allows no other question.
 */
export function awsFacts({
  clock,
  asks,
  deployment = null,
}: {
  readonly clock: Clock;
  readonly asks: ReadonlySet<QuestionName>;
  /** Of what is asked how long it ran; null where that is not known. */
  readonly deployment?: Deployment | null;
}): FactFinder {
  return {
    async answer<Q extends Question>(question: Q): Promise<Answer<Q>> {
      if (!asks.has(question.ask))
        throw new Error(`${question.ask} is not among this function's permissions.`);
      try {
        // The switch ties each question to its own kind of answer; the compiler cannot see that through Q.
        return (await find(question, clock, deployment)) as Answer<Q>;
      } catch (error) {
        throw failure(error, `finding out ${question.ask}`);
      }
    },
  };
}

async function find(
  question: Question,
  clock: Clock,
  deployment: Deployment | null,
): Promise<NonNullable<Facts[Question["ask"]]>> {
  switch (question.ask) {
    case "monitorRun":
      return (await import("./monitor-run.ts")).findMonitorRun(question.job);
    case "violations":
      return (await import("./violations.ts")).findViolations(question);
    case "candidate":
      return (await import("./candidate.ts")).findCandidate(question);
    case "packages":
      return (await import("./packages.ts")).findPackages(question.group);
    case "endpoint":
      return (await import("./endpoint.ts")).findServing(question);
    case "pipelineExecution":
      return (await import("./pipeline-execution.ts")).findPipelineExecution(question.execution);
    case "retrainingJob":
      return (await import("./retraining-job.ts")).findRetrainingJob(question);
    case "championPackage":
      return (await import("./champion-package.ts")).findChampionPackage(question);
    case "formerPackage":
      return (await import("./former-package.ts")).findFormerPackage(question.arn);
    case "championHistory":
      return (await import("./champion-history.ts")).findChampionHistory(question, clock.now());
    case "scaling":
      return (await import("./scaling.ts")).findScaling(question);
    case "freshData":
      return (await import("./fresh-data/fresh-data.ts")).findFreshData(question);
    case "transformJobs":
      return (await import("./batch/transform-jobs.ts")).findTransformJobs(question.begin);
    case "retrainingUsage":
      return (await import("./usage/retraining-usage.ts")).findRetrainingUsage(question);
    case "functionTimes":
      return (await import("./usage/function-times.ts")).findFunctionTimes(question, deployment);
    case "trialVariants":
      return (await import("./usage/trial-variants.ts")).findTrialVariants(question);
  }
}
