import type {
  CreateEndpointConfigInput,
  CreateModelInput,
  DescribeEndpointConfigOutput,
  DescribeModelOutput,
} from "@aws-sdk/client-sagemaker";
import { Created } from "./created.ts";
import { SimulatedEndpoint } from "./endpoint.ts";
import type { JobFate } from "./job.ts";
import { SimulatedJobs } from "./jobs.ts";
import { SimulatedPipeline } from "./pipeline.ts";
import { SimulatedRegistry } from "./registry.ts";
import { SimulatedScaling } from "./scaling.ts";
import { alreadyExists, couldNotFind } from "./service-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who calls, and how old what he is told may be. */
export interface Caller {
  readonly by: string;
  /** Milliseconds. */
  readonly staleness: number;
}

// Each operation is sent by its own command of the SDK's, which has typed its input.
type Operation = (input: never, caller: Caller) => unknown;

interface Settings extends Omit<Surroundings, "arn"> {
  readonly endpoint: string;
  readonly group: string;
  readonly pipeline: string;
  readonly errorOf: (execution: number) => number;
  readonly fateOf: (job: number) => JobFate;
}

/** SageMaker as far as Driftwheel reaches, at the level of the SDK's commands; errors in the service's own words. */
export class SimulatedSageMaker {
  readonly registry: SimulatedRegistry;
  readonly pipeline: SimulatedPipeline;
  readonly jobs: SimulatedJobs;
  readonly configs: Created<CreateEndpointConfigInput>;
  readonly models: Created<CreateModelInput>;
  readonly endpoint: SimulatedEndpoint;
  readonly scaling: SimulatedScaling;
  private readonly arn = (resource: string) => `arn:aws:sagemaker:eu-central-1:444455556666:${resource}`;

  constructor(settings: Settings) {
    const surroundings: Surroundings = { ...settings, arn: this.arn };
    const { time } = settings;
    const stored = (kind: "endpoint configuration" | "model", resource: string) => ({
      time,
      missing: (name: string) => couldNotFind(kind, this.arn(`${resource}/${name}`)),
      taken: (name: string) => alreadyExists(kind, this.arn(`${resource}/${name}`)),
    });
    this.configs = new Created(stored("endpoint configuration", "endpoint-config"));
    this.models = new Created(stored("model", "model"));
    this.registry = new SimulatedRegistry({ ...surroundings, group: settings.group });
    this.pipeline = new SimulatedPipeline({ ...surroundings, ...settings, registry: this.registry });
    const { registry } = this;
    this.jobs = new SimulatedJobs({
      ...{ ...surroundings, fateOf: settings.fateOf },
      errorNow: () => settings.errorOf(registry.packages.length),
      register: ({ name }, error) =>
        registry.tell(registry.register(error, "PendingManualApproval", name), null),
    });
    this.registry.register(1.4, "Approved");
    this.models.create("first-model", this.modelFrom("first-model", this.registry.arnOf(1)));
    this.configs.create("first-config", configWith("first-config", "AllTraffic", "first-model"));
    const { configs, models } = this;
    const scaling = new SimulatedScaling((variant) =>
      this.endpoint.variants.some(({ name }) => name === variant),
    );
    this.scaling = scaling;
    this.endpoint = new SimulatedEndpoint({
      ...surroundings,
      ...{ configs, models, scaling, name: settings.endpoint, first: "first-config" },
    });
  }

  /** Answers a command by its operation's name. @throws SageMakerServiceException as the service does. */
  answer(operation: string, input: unknown, caller: Caller): unknown {
    const operations: Readonly<Record<string, Operation>> = {
      ...this.scaling.operations,
      ...this.jobs.operations,
      ...this.operations,
    };
    const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!known) throw new Error(`The simulated SageMaker knows no operation ${operation}.`);
    // The command that was sent has the operation's own input.
    return known(input as never, caller);
  }

  /** A config of someone else's with a model that comes from no package. */
  addForeignConfig(name: string): void {
    const model = `${name}-model`;
    if (!this.models.has(model))
      this.models.create(model, { ...this.modelFrom(model, ""), Containers: [{}] });
    if (!this.configs.has(name)) this.configs.create(name, configWith(name, "manual", model));
  }

  private modelFrom(name: string, modelPackage: string): CreateModelInput {
    return {
      ModelName: name,
      Containers: [{ ModelPackageName: modelPackage }],
      ExecutionRoleArn: "arn:aws:iam::444455556666:role/orchard-serving",
    };
  }

  private readonly operations: Readonly<Record<string, Operation>> = {
    DescribeEndpoint: ({ EndpointName }: { EndpointName?: string }, { staleness }) =>
      this.endpoint.describe(EndpointName, staleness),
    DescribeEndpointConfig: ({ EndpointConfigName = "" }: { EndpointConfigName?: string }) =>
      ({
        ...this.configs.find(EndpointConfigName),
        EndpointConfigArn: this.arn(`endpoint-config/${EndpointConfigName}`),
        CreationTime: new Date(0),
      }) as DescribeEndpointConfigOutput, // its variants are what was created with
    CreateEndpointConfig: (input: CreateEndpointConfigInput) => {
      const name = input.EndpointConfigName ?? "";
      for (const { ModelName = "" } of input.ProductionVariants ?? []) this.models.find(ModelName);
      this.configs.create(name, input);
      return { EndpointConfigArn: this.arn(`endpoint-config/${name}`) };
    },
    DescribeModel: ({ ModelName = "" }: { ModelName?: string }): DescribeModelOutput => ({
      ...this.models.find(ModelName),
      ModelArn: this.arn(`model/${ModelName}`),
      CreationTime: new Date(0),
    }),
    CreateModel: (input: CreateModelInput) => {
      const name = input.ModelName ?? "";
      this.models.create(name, input);
      return { ModelArn: this.arn(`model/${name}`) };
    },
    UpdateEndpoint: (input: Parameters<SimulatedEndpoint["update"]>[0], { by }) =>
      this.endpoint.update(input, by),
    UpdateEndpointWeightsAndCapacities: (input: Parameters<SimulatedEndpoint["shift"]>[0], { by }) =>
      this.endpoint.shift(input, by),
    DescribeModelPackage: ({ ModelPackageName }: { ModelPackageName?: string }, { staleness }) =>
      this.registry.describe(ModelPackageName, staleness),
    ListModelPackages: ({ MaxResults = 10 }: { MaxResults?: number }) => this.registry.list(MaxResults),
    CreateModelPackage: (input: Parameters<SimulatedRegistry["create"]>[0]) => this.registry.create(input),
    UpdateModelPackage: (input: Parameters<SimulatedRegistry["update"]>[0]) => this.registry.update(input),
    StartPipelineExecution: (input: Parameters<SimulatedPipeline["start"]>[0]) => this.pipeline.start(input),
    ListPipelineExecutionSteps: ({ PipelineExecutionArn }: { PipelineExecutionArn?: string }) =>
      this.pipeline.steps(PipelineExecutionArn),
    DescribeTrainingJob: (input: { TrainingJobName?: string }) =>
      this.pipeline.trainingJob(input.TrainingJobName ?? "") ??
      this.jobs.operations.DescribeTrainingJob(input),
    DescribePipelineExecution: ({ PipelineExecutionArn }: { PipelineExecutionArn?: string }) =>
      this.pipeline.describe(PipelineExecutionArn),
  };
}

function configWith(name: string, variant: string, model: string): CreateEndpointConfigInput {
  return {
    EndpointConfigName: name,
    ProductionVariants: [
      {
        VariantName: variant,
        ModelName: model,
        InitialInstanceCount: 2,
        InstanceType: "ml.m5.large",
        InitialVariantWeight: 1,
      },
    ],
  };
}
