import { couldNotFind, invalid, serviceError } from "../../../world/sagemaker/service-error.ts";
import type { IdleAccount } from "./account.ts";
import type { IdleResource } from "./resource.ts";

type Input = Readonly<Record<string, unknown>>;
type Operation = (account: IdleAccount, input: Input, process: string) => unknown;

const firstTime = new Date("2026-05-01T00:00:00.000Z");
const willow = { config: "driftwheel-willow-v2-1-trial", model: "driftwheel-willow-v2-1-model" };
const domainId = "d-1";

/** Undefined where the answer is the simulated SageMaker's: on what is of the main model. */
export const idleOperations: Readonly<Record<string, Operation>> = {
  ListNotebookInstances: ({ resources }) => ({
    NotebookInstances: [...resources.values()].filter(({ id }) => id.startsWith("notebook-")).map(notebook),
  }),
  DescribeNotebookInstance: (account, input, process) => notebook(seen(account, notebookId(input), process)),
  StopNotebookInstance: (account, input, process) => {
    const found = account.resource(notebookId(input));
    if (!found.isRunning)
      throw invalid("Status (Stopped) not in ([InService]). Unable to transition to (Stopping)");
    found.stop(process, now(account));
    return {};
  },
  StartNotebookInstance: (account, input, process) => {
    const found = account.resource(notebookId(input));
    if (found.isRunning)
      throw invalid("Status (InService) not in ([Stopped,Failed]). Unable to transition to (Pending)");
    found.restore(process, now(account));
    return {};
  },

  ListEndpoints: (account) => ({
    Endpoints: [
      ...(account.resource("endpoint/quiet").isRunning ? [{ EndpointName: "quiet" }] : []),
      { EndpointName: account.sagemaker.endpoint.name },
    ],
  }),
  DescribeEndpoint: (account, { EndpointName }, process) => {
    if (EndpointName !== "quiet") return undefined;
    const { isRunning, arn, madeAt } = seen(account, "endpoint/quiet", process);
    if (!isRunning) throw couldNotFind("endpoint", arn);
    return {
      ...{ EndpointName, EndpointArn: arn, EndpointStatus: "InService", EndpointConfigName: "quiet-1" },
      // Requests leave no trace on it.
      ...{ CreationTime: new Date(madeAt), LastModifiedTime: new Date(madeAt) },
      ProductionVariants: [{ VariantName: "all", CurrentWeight: 1, CurrentInstanceCount: 1 }],
    };
  },
  DescribeEndpointConfig: (account, { EndpointConfigName: name }, process) => {
    if (name !== "quiet-1" && name !== willow.config) return undefined;
    if (name === willow.config) assertThere(account, `endpoint-config/${name}`, process);
    const ModelName = name === "quiet-1" ? "quiet" : willow.model;
    return {
      CreationTime: firstTime,
      ProductionVariants: [{ VariantName: "all", ModelName, InstanceType: "ml.m5.large" }],
    };
  },
  DeleteEndpoint: (account, { EndpointName }, process) => {
    if (EndpointName !== "quiet") throw new Error(`Nobody may delete the endpoint ${EndpointName}.`);
    account.resource("endpoint/quiet").stop(process, now(account));
    return {};
  },
  CreateEndpoint: (account, _input, process) => {
    const found = account.resource("endpoint/quiet");
    if (found.isRunning) throw invalid(`Cannot create already existing endpoint "${found.arn}".`);
    found.restore(process, now(account));
    return { EndpointArn: found.arn };
  },

  ListDomains: () => ({ Domains: [{ DomainId: domainId }] }),
  ListUserProfiles: () => ({ UserProfiles: [] }),
  ListSpaces: () => ({ Spaces: [] }),
  DescribeDomain: (account, _input, process) => {
    const found = seen(account, "studio-domain/d-1", process);
    const IdleSettings = settingsOf(found);
    return {
      ...{ DomainId: domainId, DomainArn: found.arn, Status: "InService" },
      LastModifiedTime: new Date(found.changedAt),
      DefaultUserSettings: {
        JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings } },
        CodeEditorAppSettings: { AppLifecycleManagement: { IdleSettings } },
      },
    };
  },
  UpdateDomain: (account, { DefaultUserSettings: given }, process) => {
    const found = account.resource("studio-domain/d-1");
    if (JSON.stringify(given).includes("ENABLED")) found.stop(process, now(account));
    else found.restore(process, now(account));
    return {};
  },
  ListApps: ({ resources }) => ({
    Apps: [...resources.values()].filter(({ id }) => id.startsWith("studio-app/")).map(app),
  }),
  DescribeApp: (account, input, process) => app(seen(account, appId(input), process)),
  DeleteApp: (account, input, process) => {
    account.resource(appId(input)).stop(process, now(account));
    return {};
  },
  CreateApp: (account, input, process) => {
    const found = account.resource(appId(input));
    if (found.isRunning) throw serviceError("ResourceInUse", "App already exists.");
    found.restore(process, now(account));
    return { AppArn: found.arn };
  },

  ListEndpointConfigs: (account) => ({
    EndpointConfigs: [
      "quiet-1",
      ...there(account, willow.config, "endpoint-config"),
      ...account.sagemaker.configs.names(),
    ].map((name) => ({ ...named("EndpointConfig", "endpoint-config", name), CreationTime: timeOf(name) })),
  }),
  ListModels: (account) => ({
    Models: [...there(account, willow.model, "model"), ...account.sagemaker.models.names()]
      .filter((name) => name.startsWith("driftwheel-"))
      .map((name) => ({ ...named("Model", "model", name), CreationTime: timeOf(name) })),
  }),
  DescribeModel: (account, { ModelName: name }, process) => {
    if (name !== willow.model) return undefined;
    assertThere(account, `model/${name}`, process);
    return { CreationTime: firstTime };
  },
  DeleteEndpointConfig: (account, { EndpointConfigName: name }, process) => {
    if (name === willow.config) account.resource(`endpoint-config/${name}`).stop(process, now(account));
    else account.delete("config", String(name));
    return {};
  },
  DeleteModel: (account, { ModelName: name }, process) => {
    if (name === willow.model) account.resource(`model/${name}`).stop(process, now(account));
    else account.delete("model", String(name));
    return {};
  },
  ListTags: (account, { ResourceArn }, process) => {
    const found = account.byArn(String(ResourceArn));
    found?.look(process, now(account), "tags");
    // The account's own rule gives what Driftwheel makes the tag by which it is cleaned up.
    const tag = found ? found.tag : "stop";
    return { Tags: tag === null ? [] : [{ Key: "driftwheel:idle", Value: tag }] };
  },
};

function now({ time }: IdleAccount): number {
  return time.now().getTime();
}

function seen(account: IdleAccount, id: string, process: string): IdleResource {
  const found = account.resource(id);
  found.look(process, now(account), "state");
  return found;
}

function assertThere(account: IdleAccount, id: string, process: string): void {
  const { isRunning, arn } = seen(account, id, process);
  if (!isRunning) throw couldNotFind(id.startsWith("model/") ? "model" : "endpoint configuration", arn);
}

function there(account: IdleAccount, name: string, kind: string): readonly string[] {
  return account.resource(`${kind}/${name}`).isRunning ? [name] : [];
}

function notebook({ id, arn, isRunning, changedAt }: IdleResource): object {
  return {
    ...{ NotebookInstanceName: id.split("/")[1], NotebookInstanceArn: arn, InstanceType: "ml.t3.medium" },
    NotebookInstanceStatus: isRunning ? "InService" : "Stopped",
    LastModifiedTime: new Date(changedAt),
  };
}

function notebookId({ NotebookInstanceName }: Input): string {
  return `notebook-instance/${NotebookInstanceName}`;
}

function app({ id, isRunning }: IdleResource): object {
  const [, DomainId, place, AppType, AppName] = id.split("/");
  return {
    ...{ DomainId, AppType, AppName, CreationTime: firstTime },
    ...(AppType === "Canvas" ? { UserProfileName: place } : { SpaceName: place }),
    Status: isRunning ? "InService" : "Deleted",
    ResourceSpec: { InstanceType: "ml.t3.medium" },
  };
}

function appId({ DomainId, SpaceName, UserProfileName, AppType, AppName }: Input): string {
  return `studio-app/${[DomainId, SpaceName ?? UserProfileName, AppType, AppName].join("/")}`;
}

/** A person who uses a domain sets a time of her own. */
function settingsOf({ isRunning, events }: IdleResource): object {
  if (!isRunning) return { LifecycleManagement: "ENABLED", IdleTimeoutInMinutes: 120 };
  const last = events.findLast(({ did }) => did !== "forbidden")?.did;
  return last === "used"
    ? { LifecycleManagement: "ENABLED", IdleTimeoutInMinutes: 90 }
    : { LifecycleManagement: "DISABLED" };
}

function named(member: string, kind: string, name: string): Input {
  return {
    [`${member}Name`]: name,
    [`${member}Arn`]: `arn:aws:sagemaker:eu-central-1:444455556666:${kind}/${name}`,
  };
}

/** As the simulated SageMaker describes what is its own. */
function timeOf(name: string): Date {
  return name === "quiet-1" || name.startsWith("driftwheel-willow") ? firstTime : new Date(0);
}
