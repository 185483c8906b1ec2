import {
  paginateListExperiments,
  paginateListTrialComponents,
  paginateListTrials,
} from "@aws-sdk/client-sagemaker";
import type { ExperimentFact } from "@driftwheel/core/idle/inventory.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { tagsOf } from "./tags-of.ts";

/** Experiments that have not changed for long themselves, with the last change of all that is in them. */
export async function findExperiments(
  { unchangedFor }: NonNullable<IdlePolicy["experiments"]>,
  now: Date,
): Promise<readonly ExperimentFact[]> {
  const facts: ExperimentFact[] = [];
  for await (const page of paginateListExperiments({ client: sageMaker() }, { MaxResults: 100 })) {
    for (const { ExperimentName: name, ExperimentArn: arn, ...times } of page.ExperimentSummaries ?? []) {
      const own = times.LastModifiedTime ?? times.CreationTime;
      if (!name || !arn || !own || now.getTime() - own.getTime() < unchangedFor) continue;
      const last = Math.max(own.getTime(), await lastChangeIn(name));
      facts.push({ name, arn, tags: await tagsOf(arn), changedAt: new Date(last).toISOString() });
    }
  }
  return facts;
}

/** Milliseconds since 1970; 0 where nothing is in it. */
async function lastChangeIn(experiment: string): Promise<number> {
  let last = 0;
  const of = { ExperimentName: experiment, MaxResults: 100 };
  for await (const page of paginateListTrials({ client: sageMaker() }, of)) {
    for (const { LastModifiedTime, CreationTime } of page.TrialSummaries ?? []) {
      last = Math.max(last, (LastModifiedTime ?? CreationTime)?.getTime() ?? 0);
    }
  }
  for await (const page of paginateListTrialComponents({ client: sageMaker() }, of)) {
    for (const { LastModifiedTime, CreationTime } of page.TrialComponentSummaries ?? []) {
      last = Math.max(last, (LastModifiedTime ?? CreationTime)?.getTime() ?? 0);
    }
  }
  return last;
}
