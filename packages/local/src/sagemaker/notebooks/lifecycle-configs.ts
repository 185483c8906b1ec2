import { unchanging } from "../../state/state.ts";
import { ByName } from "../by-name.ts";
import type { Shared } from "../context.ts";
import { invalid } from "../errors.ts";
import { eventDetail } from "../json.ts";
import { parse } from "../registry/parse-request.ts";
import { type CreateLifecycleConfig, createLifecycleConfig, updateLifecycleConfig } from "./request.ts";

export interface LifecycleConfig {
  readonly name: string;
  readonly arn: string;
  readonly request: Omit<CreateLifecycleConfig, "Tags">;
  readonly creationTime: Date;
  readonly lastModifiedTime: Date;
}

type Input = Readonly<Record<string, unknown>>;

/** All lifecycle configs of the account's notebook instances. Their scripts are kept and never run. */
export class LifecycleConfigs {
  private readonly byName: ByName<LifecycleConfig>;
  private readonly shared: Shared;

  constructor(shared: Shared) {
    this.shared = shared;
    this.byName = new ByName(
      shared.world.state.keep("sagemaker/notebook-lifecycle-configs", () => unchanging(this.byName)),
    );
  }

  create(input: Input): LifecycleConfig {
    const { Tags = [], ...request } = parse(createLifecycleConfig, input);
    const name = request.NotebookInstanceLifecycleConfigName;
    const arn = this.shared.arn("notebook-instance-lifecycle-config", name.toLowerCase());
    if (this.byName.has(name)) throw unable("create", arn, "already exists");
    const now = this.shared.now();
    const config = { name, arn, request, creationTime: now, lastModifiedTime: now };
    this.byName.set(name, config);
    this.shared.tags.add(arn, Tags);
    this.tell(config);
    return config;
  }

  update(input: Input): void {
    const { OnCreate, OnStart, ...reference } = parse(updateLifecycleConfig, input);
    const config = this.find(reference.NotebookInstanceLifecycleConfigName, "update");
    const request = {
      ...config.request,
      ...(OnCreate === undefined ? {} : { OnCreate }),
      ...(OnStart === undefined ? {} : { OnStart }),
    };
    const changed = { ...config, request, lastModifiedTime: this.shared.now() };
    this.byName.set(config.name, changed);
    this.tell(changed);
  }

  delete(name: string): void {
    const config = this.find(name, "delete");
    this.byName.delete(name);
    this.tell(config);
    this.shared.tags.forget(config.arn);
  }

  find(name: string, doing: "describe" | "update" | "delete"): LifecycleConfig {
    const arn = this.shared.arn("notebook-instance-lifecycle-config", name.toLowerCase());
    const config = this.byName.get(name);
    if (!config) throw unable(doing, arn, "does not exist");
    return config;
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  all(): Iterable<LifecycleConfig> {
    return this.byName.values();
  }

  private tell({ name, arn, creationTime, lastModifiedTime }: LifecycleConfig): void {
    this.shared.emit(
      "SageMaker Notebook Lifecycle Config State Change",
      [arn],
      eventDetail({
        NotebookInstanceLifecycleConfigArn: arn,
        NotebookInstanceLifecycleConfigName: name,
        CreationTime: creationTime,
        LastModifiedTime: lastModifiedTime,
        Tags: this.shared.tags.of(arn),
      }),
    );
  }
}

/** DescribeNotebookInstanceLifecycleConfig's answer. */
export function describeLifecycleConfig(config: LifecycleConfig): Readonly<Record<string, unknown>> {
  const { request, ...rest } = config;
  return { ...summarizeLifecycleConfig(rest), OnCreate: request.OnCreate, OnStart: request.OnStart };
}

export function summarizeLifecycleConfig({
  name,
  arn,
  creationTime,
  lastModifiedTime,
}: Omit<LifecycleConfig, "request">): Readonly<Record<string, unknown>> {
  return {
    NotebookInstanceLifecycleConfigName: name,
    NotebookInstanceLifecycleConfigArn: arn,
    CreationTime: creationTime,
    LastModifiedTime: lastModifiedTime,
  };
}

/** Wording: github.com/getmoto/moto, moto/sagemaker/models.py. */
function unable(doing: string, arn: string, why: string) {
  return invalid(
    `Unable to ${doing} Notebook Instance Lifecycle Config '${arn}'. (Details: Notebook Instance Lifecycle Config ${why}.)`,
  );
}
