import { DescribeProcessingJobCommand, type DescribeProcessingJobResponse } from "@aws-sdk/client-sagemaker";
import { monitorRun } from "@driftwheel/core/events/monitoring/monitor-run.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { MonitorRunFact } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";
import { asFolder, s3Location } from "../s3/s3-location.ts";
import { usesOfProcessing } from "./usage/job-usage.ts";
import { readViolations } from "./violations.ts";

/**
 * What a Model Monitor run found. The event does not tell; the job's description and its report do.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-contract-inputs.html
 */
export async function findMonitorRun(job: string): Promise<MonitorRunFact> {
  const described = await describe(job);
  const environment = new Map(Object.entries(described.Environment ?? {}));
  const outputs = (described.ProcessingOutputConfig?.Outputs ?? []).flatMap(
    ({ S3Output }) => S3Output?.S3Uri ?? [],
  );
  const run = monitorRun({
    name: job,
    image: described.AppSpecification?.ImageUri ?? "",
    scheduleArn: described.MonitoringScheduleArn ?? null,
    environment,
    outputs,
  });
  if (!run) throw new BadInput(`Processing job ${job} is no Model Monitor run.`);
  const output = run.output ?? outputs[0] ?? null;
  return {
    ...run,
    status: described.ProcessingJobStatus ?? "Unknown",
    exitMessage: described.ExitMessage ?? null,
    windowStart: moment(environment.get("start_time")),
    // The folder's hour first: the file of violations in it tells no other end.
    windowEnd: run.windowEnd ?? moment(environment.get("end_time")),
    output,
    ran: {
      used: usesOfProcessing(described, job),
      // https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-merge.html
      joined: run.monitor === "model-quality" || run.monitor === "bias",
    },
    violations: output === null ? [] : await violationsUnder(output),
  };
}

/** Model Monitor writes no file when there are no violations. */
async function violationsUnder(output: string): Promise<MonitorRunFact["violations"]> {
  const { bucket, key } = s3Location(output);
  return (await readViolations({ bucket, key: `${asFolder(key)}constraint_violations.json` })) ?? [];
}

async function describe(job: string): Promise<DescribeProcessingJobResponse> {
  try {
    return await sageMaker().send(new DescribeProcessingJobCommand({ ProcessingJobName: job }));
  } catch (error) {
    if (isNotFound(error)) throw new BadInput(`There is no processing job ${job}.`, { cause: error });
    throw error;
  }
}

function moment(text: string | undefined): string | null {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
