import type { Shared } from "../context.ts";
import { invalid } from "../errors.ts";
import { eventDetail } from "../json.ts";
import { parse } from "../registry/parse-request.ts";
import { Settling } from "../settling.ts";
import type { LifecycleConfigs } from "./lifecycle-configs.ts";
import { type CreateNotebook, createNotebook, type UpdateNotebook, updateNotebook } from "./request.ts";

type NotebookStatus = "Pending" | "InService" | "Stopping" | "Stopped" | "Updating" | "Deleting";

export interface Notebook {
  readonly key: string;
  readonly name: string;
  readonly arn: string;
  readonly request: Omit<CreateNotebook, "Tags">;
  readonly status: NotebookStatus;
  readonly creationTime: Date;
  readonly lastModifiedTime: Date;
}

type Input = Readonly<Record<string, unknown>>;

/** All notebook instances of the account: their states, and nothing that runs. */
export class NotebookInstances {
  private readonly instances: Settling<Notebook>;
  private readonly shared: Shared;
  private readonly lifecycles: LifecycleConfigs;

  constructor(shared: Shared, lifecycles: LifecycleConfigs) {
    this.shared = shared;
    this.lifecycles = lifecycles;
    this.instances = new Settling(shared, {
      collection: "sagemaker/notebook-instances",
      settlesAs: { Pending: "InService", Stopping: "Stopped", Updating: "Stopped", Deleting: null },
      delay: shared.settings.settlingDelay,
      onMove: (notebook) => this.tell(notebook),
    });
  }

  create(input: Input): Notebook {
    const { Tags = [], ...request } = parse(createNotebook, input);
    const name = request.NotebookInstanceName;
    const arn = this.shared.arn("notebook-instance", name.toLowerCase());
    if (this.instances.has(name)) throw invalid(`Cannot create a duplicate Notebook Instance (${arn})`);
    this.assertLifecycle(request.LifecycleConfigName);
    const now = this.shared.now();
    this.shared.tags.add(arn, Tags);
    const notebook: Notebook = {
      ...{ key: name, name, arn, request },
      status: "Pending",
      creationTime: now,
      lastModifiedTime: now,
    };
    this.instances.move(notebook, "Pending");
    return notebook;
  }

  start(name: string): void {
    this.transition(name, ["Stopped"], "Pending");
  }

  stop(name: string): void {
    this.transition(name, ["InService"], "Stopping");
  }

  update(input: Input): void {
    const { NotebookInstanceName: name, ...changes } = parse(updateNotebook, input);
    const notebook = this.allowed(name, ["Stopped"], "Updating");
    this.assertLifecycle(changes.LifecycleConfigName);
    this.instances.move({ ...notebook, request: changed(notebook.request, changes) }, "Updating");
  }

  delete(name: string): void {
    this.transition(name, ["Stopped"], "Deleting");
  }

  /** The service words it so. https://github.com/hashicorp/terraform-provider-aws, internal/service/sagemaker */
  find(name: string): Notebook {
    const notebook = this.instances.get(name);
    if (!notebook) throw invalid("RecordNotFound");
    return notebook;
  }

  all(): Iterable<Notebook> {
    return this.instances.all();
  }

  private assertLifecycle(name: string | undefined): void {
    if (name !== undefined && !this.lifecycles.has(name)) this.lifecycles.find(name, "describe");
  }

  private transition(name: string, from: readonly NotebookStatus[], to: NotebookStatus): void {
    this.instances.move(this.allowed(name, from, to), to);
  }

  private allowed(name: string, from: readonly NotebookStatus[], to: NotebookStatus): Notebook {
    const notebook = this.find(name);
    if (from.includes(notebook.status)) return notebook;
    throw invalid(
      `Status (${notebook.status}) not in ([${from.join(", ")}]). Unable to transition to (${to}) for Notebook Instance (${notebook.arn})`,
    );
  }

  private tell({ name, arn, request, status, creationTime, lastModifiedTime }: Notebook): void {
    this.shared.emit(
      "SageMaker Notebook Instance State Change",
      [arn],
      eventDetail({
        NotebookInstanceArn: arn,
        NotebookInstanceName: name,
        NotebookInstanceStatus: status,
        FailureReason: null,
        InstanceType: request.InstanceType,
        LastModifiedTime: lastModifiedTime,
        CreationTime: creationTime,
        NotebookInstanceLifecycleConfigName: request.LifecycleConfigName ?? null,
        Tags: this.shared.tags.asMap(arn),
      }),
    );
  }
}

/** Whether the lists' filters by what an instance has want it. */
export function hasAsWanted(
  { request }: Notebook,
  wanted: {
    readonly NotebookInstanceLifecycleConfigNameContains?: string | undefined;
    readonly DefaultCodeRepositoryContains?: string | undefined;
    readonly AdditionalCodeRepositoryEquals?: string | undefined;
  },
): boolean {
  const { DefaultCodeRepository, AdditionalCodeRepositories } = request;
  const has = (value: unknown, part: string | undefined) =>
    part === undefined || (typeof value === "string" && value.includes(part));
  const { AdditionalCodeRepositoryEquals: additional } = wanted;
  return (
    has(request.LifecycleConfigName, wanted.NotebookInstanceLifecycleConfigNameContains) &&
    has(DefaultCodeRepository, wanted.DefaultCodeRepositoryContains) &&
    (additional === undefined ||
      (Array.isArray(AdditionalCodeRepositories) && AdditionalCodeRepositories.includes(additional)))
  );
}

/** DescribeNotebookInstance's answer. */
export function describeNotebook(notebook: Notebook): Readonly<Record<string, unknown>> {
  const {
    NotebookInstanceName: _name,
    LifecycleConfigName: _lifecycle,
    SecurityGroupIds,
    ...rest
  } = notebook.request;
  return {
    DirectInternetAccess: "Enabled",
    RootAccess: "Enabled",
    VolumeSizeInGB: 5,
    ...rest,
    ...summarizeNotebook(notebook),
    SecurityGroups: SecurityGroupIds,
  };
}

export function summarizeNotebook(notebook: Notebook): Readonly<Record<string, unknown>> {
  const { name, arn, request, status, creationTime, lastModifiedTime } = notebook;
  return {
    NotebookInstanceName: name,
    NotebookInstanceArn: arn,
    NotebookInstanceStatus: status,
    // Nothing answers there: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html
    Url: `${name.toLowerCase()}.notebook.${arn.split(":")[3]}.sagemaker.aws`,
    InstanceType: request.InstanceType,
    CreationTime: creationTime,
    LastModifiedTime: lastModifiedTime,
    NotebookInstanceLifecycleConfigName: request.LifecycleConfigName,
    DefaultCodeRepository: request.DefaultCodeRepository,
    AdditionalCodeRepositories: request.AdditionalCodeRepositories,
  };
}

function changed(request: Notebook["request"], changes: Omit<UpdateNotebook, "NotebookInstanceName">) {
  const {
    DisassociateLifecycleConfig,
    DisassociateDefaultCodeRepository,
    DisassociateAdditionalCodeRepositories,
    DisassociateAcceleratorTypes,
    ...given
  } = changes;
  return {
    ...request,
    ...given,
    ...(DisassociateLifecycleConfig ? { LifecycleConfigName: undefined } : {}),
    ...(DisassociateDefaultCodeRepository ? { DefaultCodeRepository: undefined } : {}),
    ...(DisassociateAdditionalCodeRepositories ? { AdditionalCodeRepositories: undefined } : {}),
    ...(DisassociateAcceleratorTypes ? { AcceleratorTypes: undefined } : {}),
  };
}
