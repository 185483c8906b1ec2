import type { CreateAppCommandInput, IdleSettings } from "@aws-sdk/client-sagemaker";
import { imageName, role } from "@driftwheel/local/sagemaker/testing/images.ts";
import { until } from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import type { SmallAccount } from "../small-account.ts";
import { rolloutName } from "./ledger-of-rollouts.ts";

export type Tags = Readonly<Record<string, string>>;

export interface MadeAccount {
  /** Ids of all resources that were made. */
  readonly all: ReadonlySet<string>;
  /** Ids of those that are idle by the policy, by construction. */
  readonly idle: ReadonlySet<string>;
  /** Of these the ones that may be stopped, by how they were tagged. */
  readonly stoppable: ReadonlySet<string>;
}

interface Of {
  readonly tags?: Tags;
  readonly isIdle?: boolean;
}

interface Some extends Of {
  readonly count: number;
}

type AppPlace = Pick<
  CreateAppCommandInput,
  "DomainId" | "SpaceName" | "UserProfileName" | "AppType" | "AppName"
>;

const tagList = (tags: Tags = {}) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const lifecycle = (idle: IdleSettings) => ({ AppLifecycleManagement: { IdleSettings: idle } });

/** Makes resources of every kind, and remembers which are idle. */
export class Builder {
  readonly #account: SmallAccount;
  readonly #random: () => number;
  readonly #all = new Set<string>();
  readonly #idle = new Set<string>();
  readonly #stoppable = new Set<string>();
  readonly #used: string[] = [];
  readonly #busy: string[] = [];
  readonly #counts = new Map<string, number>();

  constructor(account: SmallAccount, random: () => number) {
    this.#account = account;
    this.#random = random;
  }

  made(): MadeAccount {
    return { all: this.#all, idle: this.#idle, stoppable: this.#stoppable };
  }

  async experiments(
    some: readonly (Omit<Some, "isIdle"> & { readonly idle?: boolean; readonly usedLater?: boolean })[],
  ) {
    const { sagemaker } = this.#account;
    for (const { tags, idle, usedLater } of this.#shuffled(some)) {
      const name = this.#next("experiment");
      await sagemaker.createExperiment({ ExperimentName: name, Tags: tagList(tags) });
      this.#add(`experiment/${name}`, { isIdle: idle ?? false });
      if (!usedLater) continue;
      await sagemaker.createTrial({ TrialName: `${name}-trial`, ExperimentName: name });
      await sagemaker.createTrialComponent({ TrialComponentName: `${name}-run` });
      await sagemaker.associateTrialComponent({
        TrialName: `${name}-trial`,
        TrialComponentName: `${name}-run`,
      });
      this.#used.push(`${name}-run`);
    }
  }

  async useExperiments() {
    for (const TrialComponentName of this.#used) {
      await this.#account.sagemaker.updateTrialComponent({
        TrialComponentName,
        Status: { PrimaryStatus: "Completed" },
      });
    }
  }

  async domain({ idle, ...of }: Of & { readonly idle?: IdleSettings }): Promise<string> {
    const { sagemaker } = this.#account;
    const apps = idle
      ? { JupyterLabAppSettings: lifecycle(idle), CodeEditorAppSettings: lifecycle(idle) }
      : {};
    const { DomainId = "" } = await sagemaker.createDomain({
      DomainName: this.#next("domain"),
      AuthMode: "IAM",
      DefaultUserSettings: { ExecutionRole: role, ...apps },
      Tags: tagList(of.tags),
    });
    await until(
      () => sagemaker.describeDomain({ DomainId }),
      ({ Status }) => Status === "InService",
    );
    this.#add(`studio-domain/${DomainId}`, of);
    return DomainId;
  }

  async userProfiles(DomainId: string, some: readonly (Some & { readonly idle?: IdleSettings })[]) {
    const { sagemaker } = this.#account;
    for (const { idle, ...of } of this.#shuffled(some)) {
      const UserProfileName = this.#next("person");
      await sagemaker.createUserProfile({
        ...{ DomainId, UserProfileName, Tags: tagList(of.tags) },
        ...(idle ? { UserSettings: { JupyterLabAppSettings: lifecycle(idle) } } : {}),
      });
      this.#add(`studio-user-profile/${DomainId}/${UserProfileName}`, of);
    }
    await until(
      () => sagemaker.listUserProfiles({ DomainIdEquals: DomainId, MaxResults: 100 }),
      ({ UserProfiles = [] }) => UserProfiles.every(({ Status }) => Status === "InService"),
    );
  }

  /** Answers the spaces' names, with their domain. */
  async spaces(
    DomainId: string,
    some: readonly (Some & { readonly minutes?: number })[],
  ): Promise<readonly string[]> {
    const { sagemaker } = this.#account;
    const { UserProfiles = [] } = await sagemaker.listUserProfiles({
      DomainIdEquals: DomainId,
      MaxResults: 100,
    });
    const { profiles } = await this.#profilesWithoutSettings(DomainId, UserProfiles);
    const made: string[] = [];
    for (const [index, { minutes, ...of }] of this.#shuffled(some).entries()) {
      const SpaceName = this.#next("space");
      await sagemaker.createSpace({
        ...{ DomainId, SpaceName, Tags: tagList(of.tags) },
        OwnershipSettings: { OwnerUserProfileName: profiles[index % profiles.length] },
        SpaceSharingSettings: { SharingType: "Private" },
        ...(minutes === undefined
          ? {}
          : { SpaceSettings: { JupyterLabAppSettings: lifecycle({ IdleTimeoutInMinutes: minutes }) } }),
      });
      this.#add(`studio-space/${DomainId}/${SpaceName}`, of);
      made.push(`${DomainId}/${SpaceName}`);
    }
    await until(
      () => sagemaker.listSpaces({ DomainIdEquals: DomainId, MaxResults: 100 }),
      ({ Spaces = [] }) => Spaces.every(({ Status }) => Status === "InService"),
    );
    return made;
  }

  async #profilesWithoutSettings(
    DomainId: string,
    listed: readonly { UserProfileName?: string | undefined }[],
  ) {
    const profiles: string[] = [];
    for (const { UserProfileName = "" } of listed) {
      const { UserSettings } = await this.#account.sagemaker.describeUserProfile({
        DomainId,
        UserProfileName,
      });
      if (UserSettings === undefined) profiles.push(UserProfileName);
    }
    return { profiles };
  }

  async apps(
    AppType: "JupyterLab" | "Canvas" | "JupyterServer",
    spaces: readonly string[],
    how: Of & {
      readonly deleted?: boolean;
      readonly of?: { readonly domain: string; readonly count: number; readonly from?: number };
    },
  ) {
    const { sagemaker } = this.#account;
    const { of } = how;
    const { UserProfiles = [] } = of
      ? await sagemaker.listUserProfiles({ DomainIdEquals: of.domain, MaxResults: 100 })
      : {};
    const { profiles } = await this.#profilesWithoutSettings(of?.domain ?? "", UserProfiles);
    const places = [
      ...spaces.map((space) => ({ DomainId: space.split("/")[0], SpaceName: space.split("/")[1] })),
      ...profiles
        .slice(of?.from ?? 0, (of?.from ?? 0) + (of?.count ?? 0))
        .map((UserProfileName) => ({ DomainId: of?.domain, UserProfileName })),
    ];
    await Promise.all(places.map((place) => this.#app({ ...place, AppType, AppName: "default" }, how)));
  }

  async #app(app: AppPlace, { deleted, ...of }: Of & { readonly deleted?: boolean }) {
    const { sagemaker } = this.#account;
    const isNow = (status: string) =>
      until(
        () => sagemaker.describeApp(app),
        ({ Status }) => Status === status,
      );
    await sagemaker.createApp({ ...app, ResourceSpec: { InstanceType: "ml.t3.medium" } });
    const place = app.SpaceName ?? app.UserProfileName;
    this.#add(`studio-app/${app.DomainId}/${place}/${app.AppType}/default`, of);
    await isNow("InService");
    if (!deleted) return;
    await sagemaker.deleteApp(app);
    await isNow("Deleted");
  }

  /** The model and the configs that endpoints have. */
  async models() {
    const { sagemaker } = this.#account;
    const champion = `driftwheel-${rolloutName({ version: 2 })}`;
    for (const name of ["plain", `${champion}-model`]) await this.#model(name);
    await this.#config("plain", "plain");
    await this.#config(`${champion}-sole`, `${champion}-model`);
    await sagemaker.createEndpointConfig({
      EndpointConfigName: "asynchronous",
      ProductionVariants: [variant("plain")],
      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://answers/" } },
    });
    this.#add("endpoint-config/asynchronous", {});
  }

  async #model(name: string, of: Of = {}) {
    await this.#account.sagemaker.createModel({
      ModelName: name,
      ExecutionRoleArn: role,
      PrimaryContainer: { Image: imageName },
      Tags: tagList(of.tags),
    });
    this.#add(`model/${name}`, of);
  }

  async #config(name: string, model: string, of: Of = {}) {
    await this.#account.sagemaker.createEndpointConfig({
      EndpointConfigName: name,
      ProductionVariants: [variant(model)],
      Tags: tagList(of.tags),
    });
    this.#add(`endpoint-config/${name}`, of);
  }

  async endpoints(some: readonly (Of & { readonly name: string; readonly config?: string })[]) {
    const { sagemaker } = this.#account;
    for (const { name, config = "plain", ...of } of some) {
      await sagemaker.createEndpoint({
        EndpointName: name,
        EndpointConfigName: config,
        Tags: tagList(of.tags),
      });
      this.#add(`endpoint/${name}`, of);
    }
    for (const { name } of some) await this.isInService(name);
  }

  async isInService(EndpointName: string) {
    await until(
      () => this.#account.sagemaker.describeEndpoint({ EndpointName }),
      ({ EndpointStatus }) => EndpointStatus === "InService",
    );
  }

  async invoke(...endpoints: readonly string[]) {
    for (const endpoint of endpoints) {
      const url = `${this.#account.local.url}/endpoints/${endpoint}/invocations`;
      const answer = await fetch(url, { method: "POST", body: "x", headers: { "content-type": "text/csv" } });
      if (!answer.ok) throw new Error(`${endpoint} answers ${answer.status}.`);
    }
  }

  /** A model and a config of a rollout. While the config is there, the model waits for it. */
  async leftovers(version: number, of: Of, ofModel = "vines") {
    const name = `driftwheel-${rolloutName({ version }, ofModel)}`;
    await this.#model(`${name}-model`, of);
    await this.#config(`${name}-trial`, `${name}-model`, of);
  }

  /** Named as Driftwheel names things, and of no rollout that a ledger knows. */
  async unknownLeftovers(name: string, tags: Tags) {
    await this.#model(`driftwheel-vines-${name}-model`, { tags });
    await this.#config(`driftwheel-vines-${name}-trial`, `driftwheel-vines-${name}-model`, { tags });
  }

  async notebooks(some: readonly (Some & { readonly stopped?: boolean; readonly busy?: boolean })[]) {
    const { sagemaker } = this.#account;
    const made = this.#shuffled(some).map((of) => ({ ...of, NotebookInstanceName: this.#next("notebook") }));
    for (const { NotebookInstanceName, busy, ...of } of made) {
      await sagemaker.createNotebookInstance({
        ...{ NotebookInstanceName, InstanceType: "ml.t3.medium", RoleArn: role, Tags: tagList(of.tags) },
      });
      this.#add(`notebook-instance/${NotebookInstanceName}`, of);
      if (busy) this.#busy.push(NotebookInstanceName);
    }
    const settled = made.map(async ({ NotebookInstanceName, stopped }) => {
      const isNow = (status: string) =>
        until(
          () => sagemaker.describeNotebookInstance({ NotebookInstanceName }),
          ({ NotebookInstanceStatus }) => NotebookInstanceStatus === status,
        );
      await isNow("InService");
      if (!stopped) return;
      await sagemaker.stopNotebookInstance({ NotebookInstanceName });
      await isNow("Stopped");
    });
    await Promise.all(settled);
  }

  async tellBusy() {
    for (const Value of this.#busy) {
      await this.#account.cloudwatch.putMetricData({
        Namespace: "Notebooks",
        MetricData: [
          {
            MetricName: "cpu_usage_active",
            Value: 60,
            Timestamp: new Date(),
            Dimensions: [{ Name: "NotebookInstanceName", Value }],
          },
        ],
      });
    }
  }

  #add(id: string, { isIdle = false, tags = {} }: Of) {
    this.#all.add(id);
    if (isIdle) this.#idle.add(id);
    if (isIdle && tags["driftwheel:idle"] === "stop") this.#stoppable.add(id);
  }

  #next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind}-${count}`;
  }

  /** Each as often as it is wanted, in an order that the seed draws. */
  #shuffled<One extends { readonly count: number }>(some: readonly One[]): readonly One[] {
    return some
      .flatMap((one) => Array.from({ length: one.count }, () => ({ one, at: this.#random() })))
      .toSorted((left, right) => left.at - right.at)
      .map(({ one }) => one);
  }
}

function variant(ModelName: string) {
  return {
    VariantName: "AllTraffic",
    ModelName,
    InitialInstanceCount: 1,
    InstanceType: "ml.m5.large" as const,
    InitialVariantWeight: 1,
  };
}
