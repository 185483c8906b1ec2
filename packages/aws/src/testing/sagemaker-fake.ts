import { type Operations, WireError } from "./json-wire.ts";

interface Variant {
  VariantName: string;
  ModelName: string;
  InitialVariantWeight: number;
  [field: string]: unknown;
}
interface Config {
  EndpointConfigName: string;
  ProductionVariants: Variant[];
  ShadowProductionVariants?: { VariantName: string }[];
  [field: string]: unknown;
}

/**
 * SageMaker as far as the endpoint's effects go: a change begins at once and lasts until `settle()`. Words of
 * errors as the service has them.
 */
export class SageMakerFake {
  readonly configs = new Map<string, Config>();
  readonly models = new Map<string, Record<string, unknown>>();
  readonly packages = new Map<string, Record<string, unknown>>();
  readonly executions = new Map<string, Record<string, unknown>>();
  /** Names of the calls that changed something, in order. */
  readonly changes: string[] = [];
  config = "";
  status = "InService";
  pending: string | null = null;
  weights = new Map<string, number>();
  wanted = new Map<string, number>();
  instances = new Map<string, number>();
  wantedInstances = new Map<string, number>();
  lastUpdate: Readonly<Record<string, unknown>> = {};

  addConfig(config: Config): void {
    this.configs.set(config.EndpointConfigName, config);
  }

  serve(config: string): void {
    this.config = config;
    this.status = "InService";
    this.pending = null;
    this.wanted = weightsOf(this.#config(config));
    this.weights = new Map(this.wanted);
  }

  settle(): void {
    if (this.pending) this.serve(this.pending);
    this.weights = new Map(this.wanted);
    this.instances = new Map([...this.instances, ...this.wantedInstances]);
    this.status = "InService";
  }

  readonly operations: Operations = {
    DescribeEndpoint: ({ EndpointName }) => {
      if (EndpointName !== "tides-prod") {
        throw new WireError("ValidationException", `Could not find endpoint "${String(EndpointName)}".`);
      }
      return {
        EndpointName,
        EndpointArn: `arn:aws:sagemaker:eu-north-1:444455556666:endpoint/${EndpointName}`,
        EndpointConfigName: this.config,
        EndpointStatus: this.status,
        ProductionVariants: this.#config(this.config).ProductionVariants.map(({ VariantName }) => ({
          VariantName,
          CurrentWeight: Math.fround(this.weights.get(VariantName) ?? 0),
          DesiredWeight: Math.fround(this.wanted.get(VariantName) ?? 0),
          CurrentInstanceCount: this.instances.get(VariantName) ?? 1,
          DesiredInstanceCount: this.wantedInstances.get(VariantName) ?? this.instances.get(VariantName) ?? 1,
        })),
        ShadowProductionVariants: this.#config(this.config).ShadowProductionVariants?.map(
          ({ VariantName }) => ({ VariantName }),
        ),
        ...(this.pending ? { PendingDeploymentSummary: { EndpointConfigName: this.pending } } : {}),
        CreationTime: 1_780_000_000,
        LastModifiedTime: 1_780_000_000,
      };
    },
    DescribeEndpointConfig: ({ EndpointConfigName }) => ({
      ...this.#config(String(EndpointConfigName)),
      EndpointConfigArn: "arn:aws:sagemaker:eu-north-1:444455556666:endpoint-config/any",
      CreationTime: 1_780_000_000,
    }),
    CreateEndpointConfig: (input) => {
      const config = input as Config; // the adapter under test makes it
      if (this.configs.has(config.EndpointConfigName)) {
        throw new WireError(
          "ValidationException",
          `Cannot create already existing endpoint configuration "${config.EndpointConfigName}".`,
        );
      }
      this.changes.push("CreateEndpointConfig");
      this.addConfig(config);
      return { EndpointConfigArn: "arn:aws:sagemaker:eu-north-1:444455556666:endpoint-config/any" };
    },
    UpdateEndpoint: (input) => {
      this.#assertIdle();
      this.changes.push("UpdateEndpoint");
      this.lastUpdate = input;
      this.pending = this.#config(String(input.EndpointConfigName)).EndpointConfigName;
      this.status = "Updating";
      return { EndpointArn: "arn:aws:sagemaker:eu-north-1:444455556666:endpoint/tides-prod" };
    },
    UpdateEndpointWeightsAndCapacities: ({ DesiredWeightsAndCapacities }) => {
      this.#assertIdle();
      this.changes.push("UpdateEndpointWeightsAndCapacities");
      // The adapter under test makes them.
      const asked = DesiredWeightsAndCapacities as {
        VariantName: string;
        DesiredWeight?: number;
        DesiredInstanceCount?: number;
      }[];
      for (const { VariantName, DesiredWeight, DesiredInstanceCount } of asked) {
        if (!this.wanted.has(VariantName)) {
          throw new WireError(
            "ValidationException",
            `The variant name(s) "${VariantName}" is/are not present.`,
          );
        }
        if (DesiredWeight !== undefined) this.wanted.set(VariantName, DesiredWeight);
        if (DesiredInstanceCount !== undefined) this.wantedInstances.set(VariantName, DesiredInstanceCount);
      }
      this.status = "Updating";
      return { EndpointArn: "arn:aws:sagemaker:eu-north-1:444455556666:endpoint/tides-prod" };
    },
    DescribeModel: ({ ModelName }) => {
      const model = this.models.get(String(ModelName));
      if (!model) throw new WireError("ValidationException", `Could not find model "${String(ModelName)}".`);
      return { ModelName, CreationTime: 1_780_000_000, ModelArn: "arn", ...model };
    },
    CreateModel: ({ ModelName, ...rest }) => {
      if (this.models.has(String(ModelName))) {
        throw new WireError(
          "ValidationException",
          `Cannot create already existing model "${String(ModelName)}".`,
        );
      }
      this.changes.push("CreateModel");
      this.models.set(String(ModelName), rest);
      return { ModelArn: "arn:aws:sagemaker:eu-north-1:444455556666:model/any" };
    },
    DescribeModelPackage: ({ ModelPackageName }) => this.#package(ModelPackageName),
    UpdateModelPackage: ({ ModelPackageArn, ClientToken, ...changes }) => {
      if (!/^[a-zA-Z0-9-]{1,36}$/.test(String(ClientToken))) {
        throw new WireError(
          "ValidationException",
          `1 validation error detected: clientToken ${String(ClientToken)}`,
        );
      }
      this.changes.push("UpdateModelPackage");
      Object.assign(this.#package(ModelPackageArn), changes);
      return { ModelPackageArn };
    },
    StartPipelineExecution: ({ ClientRequestToken, ...rest }) => {
      const token = String(ClientRequestToken);
      if (token.length < 32 || token.length > 128) {
        throw new WireError("ValidationException", "1 validation error detected: clientRequestToken");
      }
      const earlier = this.executions.get(token);
      if (earlier) return { PipelineExecutionArn: earlier.arn };
      if (rest.PipelineName !== "tides-train") {
        throw new WireError("ResourceNotFound", `Pipeline '${String(rest.PipelineName)}' does not exist.`);
      }
      const arn = `arn:aws:sagemaker:eu-north-1:444455556666:pipeline/tides-train/execution/run${this.executions.size}`;
      this.executions.set(token, { arn, ...rest });
      return { PipelineExecutionArn: arn };
    },
  };

  #assertIdle(): void {
    if (this.status === "InService") return;
    throw new WireError("ValidationException", 'Cannot update in-progress endpoint "tides-prod".');
  }

  #config(name: string): Config {
    const config = this.configs.get(name);
    if (config) return config;
    throw new WireError("ValidationException", `Could not find endpoint configuration "${name}".`);
  }

  #package(arn: unknown): Record<string, unknown> {
    const found = this.packages.get(String(arn));
    if (found) return found;
    throw new WireError("ValidationException", `ModelPackage ${String(arn)} does not exist.`);
  }
}

function weightsOf({ ProductionVariants }: Config): Map<string, number> {
  return new Map(
    ProductionVariants.map(({ VariantName, InitialVariantWeight }) => [VariantName, InitialVariantWeight]),
  );
}
