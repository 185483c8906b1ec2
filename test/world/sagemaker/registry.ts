import type {
  CreateModelPackageInput,
  DescribeModelPackageOutput,
  ListModelPackagesOutput,
  UpdateModelPackageInput,
} from "@aws-sdk/client-sagemaker";
import { invalid } from "./service-error.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Package {
  readonly arn: string;
  readonly version: number;
  approval: "Approved" | "Rejected" | "PendingManualApproval";
  lifeCycle: string | null;
  /** How well it does on the newest rows. */
  readonly meanAbsoluteError: number;
  /** Name of the retraining that it says it comes from; null for a pipeline's. */
  readonly retraining: string | null;
  /** s3://... */
  readonly evaluation: string;
  readonly created: Date;
}

/** One group of the model registry. */
export class SimulatedRegistry {
  readonly packages: Package[] = [];
  /** Descriptions that were true once, with the end of their truth: what a stale reading may still say. */
  private readonly former: { readonly until: number; readonly output: DescribeModelPackageOutput }[] = [];
  private readonly byToken = new Map<string, Package>();
  private readonly surroundings: Surroundings & { readonly group: string };

  constructor(surroundings: Surroundings & { readonly group: string }) {
    this.surroundings = surroundings;
  }

  register(
    meanAbsoluteError: number,
    approval: Package["approval"] = "PendingManualApproval",
    retraining: string | null = null,
    evaluation: string | null = null,
  ): Package {
    const version = this.packages.length + 1;
    const registered: Package = {
      arn: this.arnOf(version),
      version,
      approval,
      lifeCycle: null,
      meanAbsoluteError,
      retraining,
      evaluation: evaluation ?? `s3://models/${version}/evaluation.json`,
      created: this.surroundings.time.now(),
    };
    this.packages.push(registered);
    return registered;
  }

  /** A second call with the same token is the first one. */
  create(input: CreateModelPackageInput): { readonly ModelPackageArn: string } {
    const token = input.ClientToken ?? "";
    checkToken(token);
    const earlier = this.byToken.get(token);
    if (earlier) return { ModelPackageArn: earlier.arn };
    const uri = input.ModelMetrics?.ModelQuality?.Statistics?.S3Uri ?? null;
    const retraining = input.CustomerMetadataProperties?.["driftwheel-retraining"] ?? null;
    const created = this.register(Number.NaN, input.ModelApprovalStatus, retraining, uri);
    this.byToken.set(token, created);
    this.tell(created, null);
    return { ModelPackageArn: created.arn };
  }

  arnOf(version: number): string {
    return this.surroundings.arn(`model-package/${this.surroundings.group}/${version}`);
  }

  known(arn: string | undefined): Package {
    const found = this.packages.find((one) => one.arn === arn);
    if (!found) throw invalid(`ModelPackage ${arn} does not exist.`);
    return found;
  }

  describe(arn: string | undefined, staleness: number): DescribeModelPackageOutput {
    const found = this.known(arn);
    const moment = this.surroundings.time.now().getTime() - staleness;
    const old = this.former.find(({ until, output }) => output.ModelPackageArn === arn && until > moment);
    return old?.output ?? this.output(found);
  }

  list(limit: number): ListModelPackagesOutput {
    return {
      ModelPackageSummaryList: this.packages
        .toReversed()
        .slice(0, limit)
        .map(({ arn, version, approval, created }) => ({
          ModelPackageGroupName: this.surroundings.group,
          ModelPackageVersion: version,
          ModelPackageArn: arn,
          CreationTime: created,
          ModelPackageStatus: "Completed" as const,
          ModelApprovalStatus: approval,
        })),
    };
  }

  update(input: UpdateModelPackageInput): { readonly ModelPackageArn: string } {
    const target = this.known(input.ModelPackageArn);
    const { ClientToken, ModelApprovalStatus, ModelLifeCycle } = input;
    if (ClientToken !== undefined) checkToken(ClientToken);
    this.former.push({ until: this.surroundings.time.now().getTime(), output: this.output(target) });
    const updated: string[] = [];
    if (ModelApprovalStatus) {
      target.approval = ModelApprovalStatus;
      updated.push("ModelApprovalStatus");
      if (input.ApprovalDescription) updated.push("ApprovalDescription");
    }
    if (ModelLifeCycle) {
      target.lifeCycle = `${ModelLifeCycle.Stage}/${ModelLifeCycle.StageStatus}`;
      updated.push("ModelLifeCycle");
    }
    this.tell(target, updated);
    return { ModelPackageArn: target.arn };
  }

  /** @param updated null for a registration. */
  tell(modelPackage: Package, updated: readonly string[] | null): void {
    const { group, time, emit } = this.surroundings;
    emit("SageMaker Model Package State Change", [modelPackage.arn], {
      ModelPackageName: `${group}/${modelPackage.version}`,
      ModelPackageGroupName: group,
      ModelPackageVersion: modelPackage.version,
      ModelPackageArn: modelPackage.arn,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: modelPackage.approval,
      CreationTime: modelPackage.created.getTime(),
      LastModifiedTime: time.now().getTime(),
      ...(updated ? { UpdatedModelPackageFields: updated } : {}),
    });
  }

  private output({
    arn,
    version,
    approval,
    lifeCycle,
    created,
    evaluation,
  }: Package): DescribeModelPackageOutput {
    const { group } = this.surroundings;
    const [stage, status] = lifeCycle?.split("/") ?? [];
    return {
      ModelPackageName: `${group}/${version}`,
      ModelPackageGroupName: group,
      ModelPackageVersion: version,
      ModelPackageArn: arn,
      CreationTime: created,
      ModelPackageStatus: "Completed",
      ModelPackageStatusDetails: { ValidationStatuses: [] },
      ModelApprovalStatus: approval,
      InferenceSpecification: {
        Containers: [{ Image: "image", ModelDataUrl: `s3://models/${version}/model.tar.gz` }],
      },
      ModelMetrics: {
        ModelQuality: {
          Statistics: { ContentType: "application/json", S3Uri: evaluation },
        },
      },
      ...(stage && status ? { ModelLifeCycle: { Stage: stage, StageStatus: status } } : {}),
    };
  }
}

function checkToken(token: string): void {
  if (/^[a-zA-Z0-9-]{1,36}$/.test(token)) return;
  throw invalid(
    `1 validation error detected: Value '${token}' at 'clientToken' failed to satisfy constraint`,
  );
}
