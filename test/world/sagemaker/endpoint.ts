import type {
  CreateEndpointConfigInput,
  DescribeEndpointOutput,
  ProductionVariant,
  UpdateEndpointInput,
  UpdateEndpointWeightsAndCapacitiesInput,
} from "@aws-sdk/client-sagemaker";
import type { Created } from "./created.ts";
import { couldNotFind, invalid } from "./service-error.ts";
import { minute, type Surroundings } from "./surroundings.ts";
import { summary, type Variant } from "./variant.ts";

/** One change of the endpoint that was taken. */
export interface EndpointChangeTaken {
  readonly at: number;
  /** Who asked: the name of a person, of the service, or of a process of Driftwheel's. */
  readonly by: string;
  /** The config before it. */
  readonly from: string;
  readonly config: string;
  /** True for a change that SageMaker takes back on its own. */
  readonly takenBack: boolean;
  /** Each variant's weight once the change is done. */
  readonly weights: Readonly<Record<string, number>>;
}

interface EndpointSettings extends Surroundings {
  readonly name: string;
  readonly configs: Created<CreateEndpointConfigInput>;
  readonly models: { has(name: string): boolean };
  readonly scaling: { isScaled(variant: string): boolean };
  readonly first: string;
}

/**
 * One endpoint: two minutes for new weights, five for a new config, one change at a time. What it says of itself is
 * kept with its moment, so that a reading may be as old as the weather wants it.
 */
export class SimulatedEndpoint {
  config: string;
  status: "InService" | "Updating" = "InService";
  variants: readonly Variant[];
  readonly changes: EndpointChangeTaken[] = [];
  /** How many of the coming updates of the config SageMaker takes back on its own. */
  takesBack = 0;
  private pending: {
    readonly config: string;
    readonly since: Date;
    readonly variants: readonly Variant[];
  } | null = null;
  /** Null from when it was deleted. */
  private readonly said: { readonly at: number; readonly output: DescribeEndpointOutput | null }[] = [];
  private isDeleted = false;
  readonly name: string;
  private readonly settings: EndpointSettings;
  private readonly created: Date;

  constructor(settings: EndpointSettings) {
    this.settings = settings;
    this.name = settings.name;
    this.created = settings.time.now();
    this.config = settings.first;
    this.variants = this.variantsOf(settings.first, () => null);
    this.say();
  }

  /** What it says, or said so many milliseconds ago. */
  describe(name: string | undefined, staleness: number): DescribeEndpointOutput {
    if (name !== this.settings.name) throw couldNotFind("endpoint", this.arn(name));
    const moment = this.settings.time.now().getTime() - staleness;
    const found = this.said.findLast(({ at }) => at <= moment) ?? this.said[0];
    if (!found?.output) throw couldNotFind("endpoint", this.arn(name));
    return found.output;
  }

  /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html */
  update(input: UpdateEndpointInput, by: string): { readonly EndpointArn: string } {
    this.assertIdle(input.EndpointName);
    const next = input.EndpointConfigName ?? "";
    const excluded = input.ExcludeRetainedVariantProperties?.map((one) => one.VariantPropertyType) ?? [];
    const retains = input.RetainAllVariantProperties === true;
    const variants = this.variantsOf(next, (name) => {
      const there = this.variants.find((variant) => variant.name === name);
      if (!there || !retains) return null;
      return {
        ...(excluded.includes("DesiredWeight") ? {} : { desiredWeight: there.desiredWeight }),
        ...(excluded.includes("DesiredInstanceCount") ? {} : { instances: there.instances }),
      };
    });
    const goes = this.variants.find(
      ({ name }) => this.settings.scaling.isScaled(name) && !variants.some((one) => one.name === name),
    );
    // https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
    if (goes) throw invalid(`Variant ${goes.name} has a registered scalable target; deregister it first.`);
    const takenBack = this.takesBack > 0;
    if (takenBack) this.takesBack--;
    this.take(by, next, variants, takenBack);
    this.pending = { config: next, since: this.settings.time.now(), variants };
    this.move("Updating");
    this.settings.time.after((takenBack ? 3 : 5) * minute, () => {
      this.pending = null;
      if (!takenBack) {
        this.config = next;
        this.variants = variants.map((variant) => ({ ...variant, currentWeight: variant.desiredWeight }));
      }
      this.move("InService");
    });
    return { EndpointArn: this.arn(this.settings.name) };
  }

  /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html */
  shift(input: UpdateEndpointWeightsAndCapacitiesInput, by: string): { readonly EndpointArn: string } {
    this.assertIdle(input.EndpointName);
    const asked = new Map(input.DesiredWeightsAndCapacities?.map((one) => [one.VariantName ?? "", one]));
    for (const name of asked.keys()) {
      if (!this.variants.some((variant) => variant.name === name)) {
        throw invalid(`Could not find variant "${name}" in endpoint "${this.arn(this.settings.name)}".`);
      }
    }
    const next = this.variants.map((variant) => {
      const one = asked.get(variant.name);
      return {
        ...variant,
        desiredWeight: Math.fround(one?.DesiredWeight ?? variant.desiredWeight),
        instances: one?.DesiredInstanceCount ?? variant.instances,
      };
    });
    this.take(by, this.config, next);
    this.variants = next;
    this.move("Updating");
    this.settings.time.after(2 * minute, () => {
      this.variants = next.map((variant) => ({ ...variant, currentWeight: variant.desiredWeight }));
      this.move("InService");
    });
    return { EndpointArn: this.arn(this.settings.name) };
  }

  /** Gone at once; what it was stays to be told. */
  delete(by: string): void {
    this.assertIdle(this.name);
    this.take(by, "", []);
    this.isDeleted = true;
    this.config = "";
    this.variants = [];
    this.said.push({ at: this.settings.time.now().getTime(), output: null });
  }

  private take(by: string, config: string, next: readonly Variant[], takenBack = false): void {
    const weights = Object.fromEntries(next.map(({ name, desiredWeight }) => [name, desiredWeight]));
    this.changes.push({
      at: this.settings.time.now().getTime(),
      by,
      from: this.config,
      config,
      takenBack,
      weights,
    });
  }

  private assertIdle(name: string | undefined): void {
    if (name !== this.settings.name || this.isDeleted) throw couldNotFind("endpoint", this.arn(name));
    if (this.status !== "InService") throw invalid(`Cannot update in-progress endpoint "${this.arn(name)}".`);
  }

  private variantsOf(
    config: string,
    kept: (name: string) => Partial<Pick<Variant, "desiredWeight" | "instances">> | null,
  ): readonly Variant[] {
    const variants = this.settings.configs.find(config).ProductionVariants ?? [];
    return variants.map((configured: ProductionVariant) => {
      const { VariantName: name = "", ModelName: model = "" } = configured;
      if (!this.settings.models.has(model)) throw couldNotFind("model", this.settings.arn(`model/${model}`));
      const weight = Math.fround(configured.InitialVariantWeight ?? 1);
      const retained = kept(name);
      const desiredWeight = retained?.desiredWeight ?? weight;
      const currentWeight = this.variants?.find((one) => one.name === name)?.currentWeight ?? weight;
      const instances = retained?.instances ?? configured.InitialInstanceCount ?? 1;
      return { name, model, desiredWeight, currentWeight, instances };
    });
  }

  private move(status: SimulatedEndpoint["status"]): void {
    this.status = status;
    this.say();
    const { name } = this.settings;
    this.settings.emit("SageMaker Endpoint State Change", [this.arn(name)], {
      EndpointName: name,
      EndpointArn: this.arn(name),
      EndpointConfigName: this.config,
      EndpointStatus: status === "InService" ? "IN_SERVICE" : "UPDATING",
      CreationTime: this.created.getTime(),
      LastModifiedTime: this.settings.time.now().getTime(),
      Tags: {},
    });
  }

  private say(): void {
    const { name, time } = this.settings;
    this.said.push({
      at: time.now().getTime(),
      output: {
        EndpointName: name,
        EndpointArn: this.arn(name),
        EndpointConfigName: this.config,
        EndpointStatus: this.status,
        ProductionVariants: this.variants.map(summary),
        PendingDeploymentSummary: this.pending
          ? {
              EndpointConfigName: this.pending.config,
              StartTime: this.pending.since,
              ProductionVariants: this.pending.variants.map(summary),
            }
          : undefined,
        CreationTime: this.created,
        LastModifiedTime: time.now(),
      },
    });
  }

  private arn(name = ""): string {
    return this.settings.arn(`endpoint/${name.toLowerCase()}`);
  }
}
