import type {
  DescribePipelineExecutionResponse,
  DescribeTrainingJobResponse,
  ListPipelineExecutionStepsResponse,
  StartPipelineExecutionRequest,
} from "@aws-sdk/client-sagemaker";
import { instancesOf } from "./instances.ts";
import type { SimulatedRegistry } from "./registry.ts";
import { invalid, serviceError } from "./service-error.ts";
import { minute, type Surroundings } from "./surroundings.ts";

interface Execution {
  readonly arn: string;
  readonly displayName: string | undefined;
  readonly started: Date;
  ended: Date | null;
  status: "Executing" | "Succeeded" | "Failed";
}

const trainingTakes = 10 * minute;

interface PipelineSettings extends Surroundings {
  readonly pipeline: string;
  readonly registry: SimulatedRegistry;
  /** How well the n-th trained version does on the newest rows, n from 1. */
  readonly errorOf: (execution: number) => number;
}

/** As a pipeline names the jobs of its steps. */
function trainingOf(arn = ""): string {
  return `pipelines-${arn.split("/").at(-1)}-Train`;
}

/** One pipeline that trains in ten minutes and registers what it trained. */
export class SimulatedPipeline {
  readonly executions = new Map<string, Execution>();
  private readonly settings: PipelineSettings;

  constructor(settings: PipelineSettings) {
    this.settings = settings;
  }

  start(input: StartPipelineExecutionRequest): { readonly PipelineExecutionArn: string } {
    const { arn, pipeline, time } = this.settings;
    const token = input.ClientRequestToken ?? "";
    if (token.length < 32 || token.length > 128) {
      throw invalid(
        `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint`,
      );
    }
    if (input.PipelineName !== pipeline) {
      throw serviceError(
        "ResourceNotFound",
        `Pipeline '${arn(`pipeline/${input.PipelineName}`)}' does not exist.`,
      );
    }
    const earlier = this.executions.get(token);
    if (earlier) return { PipelineExecutionArn: earlier.arn };
    const number = this.executions.size + 1;
    const execution: Execution = {
      arn: arn(`pipeline/${pipeline}/execution/run${String(number).padStart(9, "0")}`),
      displayName: input.PipelineExecutionDisplayName,
      started: time.now(),
      ended: null,
      status: "Executing",
    };
    this.executions.set(token, execution);
    this.tell(execution);
    time.after(trainingTakes, () => {
      this.settings.registry.tell(this.settings.registry.register(this.settings.errorOf(number)), null);
      execution.status = "Succeeded";
      execution.ended = time.now();
      this.tell(execution);
    });
    return { PipelineExecutionArn: execution.arn };
  }

  describe(arn: string | undefined): DescribePipelineExecutionResponse {
    const found = this.describeOf(arn);
    return { PipelineExecutionArn: found.arn, PipelineExecutionStatus: found.status };
  }

  private describeOf(arn: string | undefined): Execution {
    const found = [...this.executions.values()].find((one) => one.arn === arn);
    if (!found) throw serviceError("ResourceNotFound", `Pipeline execution with ARN ${arn} does not exist.`);
    return found;
  }

  /** The one step that has instances. */
  steps(arn: string | undefined): ListPipelineExecutionStepsResponse {
    const { status } = this.describeOf(arn);
    const Arn = this.settings.arn(`training-job/${trainingOf(arn)}`);
    const StepStatus = status === "Executing" ? "Executing" : status;
    return {
      PipelineExecutionSteps: [{ StepName: "Train", StepStatus, Metadata: { TrainingJob: { Arn } } }],
    };
  }

  /** The training job of an execution; undefined for any other. */
  trainingJob(name: string): Partial<DescribeTrainingJobResponse> | undefined {
    const found = [...this.executions.values()].find(({ arn }) => trainingOf(arn) === name);
    return (
      found && {
        TrainingJobName: name,
        TrainingJobArn: this.settings.arn(`training-job/${name}`),
        TrainingJobStatus: found.status === "Succeeded" ? "Completed" : "InProgress",
        ...instancesOf({ started: found.started, ended: found.ended, spot: false }),
      }
    );
  }

  private tell(execution: Execution): void {
    const { arn, pipeline, emit } = this.settings;
    emit(
      "SageMaker Model Building Pipeline Execution Status Change",
      [arn(`pipeline/${pipeline}`), execution.arn],
      {
        pipelineArn: arn(`pipeline/${pipeline}`),
        pipelineExecutionArn: execution.arn,
        pipelineExecutionDisplayName: execution.displayName,
        currentPipelineExecutionStatus: execution.status,
        executionStartTime: execution.started.toISOString(),
      },
    );
  }
}
