import type { IdleSection, ResourceFact } from "./resource.ts";

/** A part of the account, or why it could not be read. */
export type Read<Facts> =
  | { readonly known: true; readonly facts: Facts }
  | { readonly known: false; readonly why: string };

export interface NotebookFact extends ResourceFact {
  /** As SageMaker has it: `InService`. */
  readonly status: string;
  readonly instanceType: string | null;
  /** Its last change, ISO 8601: a start, a stop, an update. */
  readonly changedAt: string;
  /** The highest value of the policy's metric in its time; null where nothing is published, or no metric is named. */
  readonly busiest: number | null;
}

export const idleApps = ["JupyterLab", "CodeEditor"] as const;
export type IdleApp = (typeof idleApps)[number];

/** When SageMaker ends an app that nobody uses: minutes, `never`, or null where the settings above decide. */
export type IdleTimeout = number | "never" | null;
export type IdleTimeouts = Readonly<Record<IdleApp, IdleTimeout>>;

export interface StudioSettingsFact extends ResourceFact {
  readonly domain: string;
  readonly status: string;
  readonly changedAt: string;
  readonly timeouts: IdleTimeouts;
}

export interface StudioDomainFact extends StudioSettingsFact {
  /** Of JupyterLab in shared spaces, which are of no profile. */
  readonly sharedTimeout: IdleTimeout;
}

export interface StudioSpaceFact extends StudioSettingsFact {
  /** The user profile that owns it; null for a shared space. */
  readonly owner: string | null;
}

/** A ResourceSpec, as SageMaker has it. */
export type AppResources = Readonly<Record<string, string>>;

export interface StudioAppFact extends ResourceFact {
  readonly domain: string;
  readonly type: string;
  readonly status: string;
  /** ISO 8601. One that is started again within a day of its end keeps its time. */
  readonly createdAt: string;
  /** Of Canvas: milliseconds for which nobody has used it; null where the service has not said so lately. */
  readonly unusedFor: number | null;
  /** The highest value of the policy's metric in its time; null where nothing is published, or no metric is named. */
  readonly busiest: number | null;
  /** True when that metric has a value for each part of its time. */
  readonly isWatched: boolean;
  /** What CreateApp makes it again of; null where it is not told. */
  readonly resources: AppResources | null;
  readonly instanceType: string | null;
  readonly userProfile: string | null;
  readonly space: string | null;
}

export interface StudioFacts {
  readonly domains: readonly StudioDomainFact[];
  readonly userProfiles: readonly StudioSettingsFact[];
  readonly spaces: readonly StudioSpaceFact[];
  readonly apps: readonly StudioAppFact[];
}

/** What a variant runs on; null where it is serverless, or not told. */
export interface VariantCapacity {
  readonly name: string;
  readonly weight: number;
  readonly instanceType: string | null;
  readonly instances: number;
}

export interface DeployedEndpoint extends ResourceFact {
  readonly status: string;
  readonly config: string;
  /** The config, and the one that it is on its way to. */
  readonly configs: readonly string[];
  readonly createdAt: string;
  readonly changedAt: string;
  readonly variants: readonly VariantCapacity[];
  /** What it is asked by is not the variants' metric: inference components, asynchronous requests. Null where it is. */
  readonly otherwiseAsked: string | null;
}

export interface EndpointInvocations extends DeployedEndpoint {
  /** Within the policy's time; null where CloudWatch could not tell. */
  readonly invocations: number | null;
}

/** A model or a config that rollouts made. */
export interface MadeByRollout extends ResourceFact {
  readonly kind: "model" | "endpoint-config";
  readonly createdAt: string;
  readonly rollout: string;
  /** Configs that name the model. */
  readonly namedBy: readonly string[];
  /** When that rollout ended, ISO 8601; null while it goes on. */
  readonly endedAt: string | null;
  /** The model that the rollout was of, where it has left the fleet; null while the fleet names it. */
  readonly departed: string | null;
}

export interface LeftoverFacts {
  readonly made: readonly MadeByRollout[];
  /** Variants that rollouts made and that endpoints still have. */
  readonly variants: readonly (ResourceFact & {
    readonly endpoint: string;
    readonly variant: VariantCapacity;
    readonly rollout: string;
    readonly endedAt: string | null;
  })[];
  /** Names of models and configs that something uses: endpoints, trials, champions, what an undo goes back to. */
  readonly inUse: ReadonlySet<string>;
}

export interface ExperimentFact extends ResourceFact {
  /** The last change of it, of its trials and of what is in them, ISO 8601. */
  readonly changedAt: string;
}

/** What the account has; a part that the policy does not name is not asked for, and null. */
export interface Inventory {
  readonly notebooks: Read<readonly NotebookFact[]> | null;
  readonly studio: Read<StudioFacts> | null;
  readonly endpoints: Read<readonly EndpointInvocations[]> | null;
  readonly leftovers: Read<LeftoverFacts> | null;
  readonly experiments: Read<readonly ExperimentFact[]> | null;
}

/** True when the part was asked for and read. */
export function isRead(inventory: Inventory, section: IdleSection): boolean {
  return inventory[section]?.known === true;
}
