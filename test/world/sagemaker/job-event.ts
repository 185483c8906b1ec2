import type { Job, JobStatus } from "./job.ts";
import type { Surroundings } from "./surroundings.ts";

const executionStatuses: Readonly<Record<JobStatus, string>> = {
  InProgress: "RUNNING",
  Stopping: "RUNNING",
  Completed: "SUCCEEDED",
  Failed: "FAILED",
  Stopped: "ABORTED",
};

export function executionStatus({ status }: Job): string {
  return executionStatuses[status];
}

/** The event of a job's change, where there is one: of AutoML jobs and functions there is none. */
export function tellJob(job: Job, { time, emit }: Surroundings): void {
  const { kind, name, arn, status, started, ended } = job;
  const common = {
    CreationTime: started.getTime(),
    LastModifiedTime: time.now().getTime(),
    Tags: { "driftwheel:model": "orchard" },
  };
  switch (kind) {
    case "training-job":
      emit("SageMaker Training Job State Change", [arn], {
        ...{ TrainingJobName: name, TrainingJobArn: arn, TrainingJobStatus: status, ...common },
        ...{ SecondaryStatus: job.secondaryStatus, TrainingEndTime: ended?.getTime() ?? null },
      });
      return;
    case "tuning-job":
      emit("SageMaker HyperParameter Tuning Job State Change", [arn], {
        ...{ HyperParameterTuningJobName: name, HyperParameterTuningJobArn: arn },
        ...{ HyperParameterTuningJobStatus: status, ...common },
      });
      return;
    case "state-machine":
      if (status === "Stopping") return;
      emit("Step Functions Execution Status Change", [arn], {
        ...{ executionArn: arn, name, status: executionStatuses[status] },
        stateMachineArn: "arn:aws:states:eu-central-1:444455556666:stateMachine:orchard-train",
        startDate: started.getTime(),
        stopDate: ended?.getTime() ?? null,
      });
      return;
    case "automl-job":
    case "function":
      return;
  }
}
