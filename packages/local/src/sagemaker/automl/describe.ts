import { type AutoMLView, ranked } from "./automl-job.ts";
import { describeCandidate } from "./candidate.ts";

type Members = Readonly<Record<string, unknown>>;

/** DescribeAutoMLJob's answer. */
export function describeAutoMLJob(job: AutoMLView): Members {
  return {
    ...state(job),
    ...job.given,
    GenerateCandidateDefinitionsOnly: false,
    ResolvedAttributes:
      job.resolved === null ? undefined : { ...resolved(job), ProblemType: problemType(job) },
  };
}

/** DescribeAutoMLJobV2's answer, for jobs of either operation. */
export function describeAutoMLJobV2(job: AutoMLView): Members {
  return {
    ...state(job),
    ...(job.version === 2 ? job.given : asV2(job.given)),
    AutoMLProblemTypeConfigName: "Tabular",
    ResolvedAttributes:
      job.resolved === null
        ? undefined
        : {
            ...resolved(job),
            AutoMLProblemTypeResolvedAttributes: {
              TabularResolvedAttributes: { ProblemType: problemType(job) },
            },
          },
  };
}

/** ListAutoMLJobs' element. */
export function summarizeAutoMLJob(job: AutoMLView): Members {
  const { BestCandidate: _best, ...summary } = state(job);
  return summary;
}

function state(job: AutoMLView): Members {
  const [best] = ranked(job);
  return {
    AutoMLJobName: job.name,
    AutoMLJobArn: job.arn,
    AutoMLJobStatus: job.status,
    AutoMLJobSecondaryStatus: job.secondaryStatus,
    CreationTime: job.creationTime,
    EndTime: job.endTime ?? undefined,
    LastModifiedTime: job.lastModifiedTime,
    FailureReason: job.failureReason ?? undefined,
    PartialFailureReasons:
      job.partialFailure === null ? undefined : [{ PartialFailureMessage: job.partialFailure }],
    BestCandidate: best === undefined ? undefined : describeCandidate(job, best),
  };
}

function resolved({ resolved: found, plan }: AutoMLView): Members {
  return {
    AutoMLJobObjective: { MetricName: found?.objective },
    CompletionCriteria: { ...plan.criteria, MaxCandidates: found?.recipes.length },
  };
}

function problemType({ resolved: found }: AutoMLView): string | undefined {
  return found?.problemType;
}

/** A request of CreateAutoMLJob as CreateAutoMLJobV2 has its parts. */
function asV2(given: Members): Members {
  const {
    InputDataConfig,
    ProblemType,
    AutoMLJobConfig,
    GenerateCandidateDefinitionsOnly: _no,
    ...same
  } = given;
  // Read by the schema of the request.
  const channels = InputDataConfig as readonly Members[];
  const { DataSplitConfig, SecurityConfig, ...tabular } = (AutoMLJobConfig ?? {}) as Members;
  return {
    ...same,
    AutoMLJobInputDataConfig: channels.map(({ TargetAttributeName: _target, ...channel }) => channel),
    AutoMLProblemTypeConfig: {
      TabularJobConfig: {
        ...tabular,
        ProblemType,
        TargetAttributeName: channels[0]?.TargetAttributeName,
      },
    },
    DataSplitConfig,
    SecurityConfig,
  };
}
