import {
  CloudWatchClient,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  DescribeEndpointCommand,
  type DescribeEndpointOutput,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-sagemaker";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { expect, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { describeVersion } from "../another-city.ts";
import { region, type SmallAws } from "../small-aws.ts";

export const waiting = { timeout: longestWait, interval: 200 };

export const describeEndpoint = ({ clients }: SmallAws): Promise<DescribeEndpointOutput> =>
  clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));

/** Resolves once SageMaker bakes a canary of the model's next version. */
export const baking = (aws: SmallAws, config: RegExp) =>
  vi.waitFor(async () => {
    const { PendingDeploymentSummary } = await describeEndpoint(aws);
    expect(PendingDeploymentSummary?.EndpointConfigName).toMatch(config);
    const [variant] = PendingDeploymentSummary?.ProductionVariants ?? [];
    expect(variant?.VariantStatus).toMatchObject([{ Status: "Baking" }]);
  }, waiting);

/** Somebody trains once more on the days that version 2 learned. */
export async function trainAgain({ clients }: SmallAws): Promise<void> {
  const { InferenceSpecification } = await describeVersion(clients, 2);
  await clients.sagemaker.send(
    new StartPipelineExecutionCommand({
      PipelineName: frost.pipeline,
      ClientRequestToken: "somebody-trains-once-more-on-those-days",
      PipelineParameters: [
        { Name: "LabelledData", Value: places.labelled },
        { Name: "ChampionModelData", Value: InferenceSpecification?.Containers?.[0]?.ModelDataUrl ?? "" },
      ],
    }),
  );
}

/** An alarm on more than five errors of the champion's variant, by this metric. */
export class ErrorAlarm {
  readonly name: string;
  readonly #of: { readonly Namespace: string; readonly MetricName: string };
  readonly #cloudwatch: CloudWatchClient;

  constructor({ local }: SmallAws, name: string, metric: "Invocation4XXErrors" | "InvocationFailures") {
    this.name = name;
    this.#of = { Namespace: "AWS/SageMaker", MetricName: metric };
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    this.#cloudwatch = new CloudWatchClient({ endpoint: local.url, region, credentials });
  }

  async put(): Promise<void> {
    await this.#cloudwatch.send(
      new PutMetricAlarmCommand({
        ...{ ...this.#of, AlarmName: this.name, Dimensions: dimensions },
        ...{ Statistic: "Sum", Period: 60, EvaluationPeriods: 1 },
        ...{ Threshold: 5, ComparisonOperator: "GreaterThanThreshold" },
      }),
    );
  }

  /** What CloudWatch does by itself: an alarm's state follows its metric. */
  async evaluate(): Promise<void> {
    const { Datapoints = [] } = await this.#cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...{ ...this.#of, Dimensions: dimensions, Period: 600, Statistics: ["Sum"] },
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
      }),
    );
    const errors = Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
    const StateValue = errors > 5 ? "ALARM" : "OK";
    await this.#cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: this.name, StateValue, StateReason: `${errors} errors` }),
    );
  }

  close(): void {
    this.#cloudwatch.destroy();
  }
}

const dimensions = [
  { Name: "EndpointName", Value: frost.endpoint },
  { Name: "VariantName", Value: "champion" },
];
