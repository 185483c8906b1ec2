import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { PageFile } from "./console/page-files.ts";
import type { FunctionName } from "./routes.ts";
import type { Deployment } from "./settings.ts";

/** What a deployment is made from. */
export interface Wanted {
  readonly stage: string;
  readonly settings: Deployment;
  readonly fleet: Fleet;
  /** The module with the fleet that lies in each function's bundle; null where the fleet is part of the code. */
  readonly fleetModule: string | null;
  /** The folder of a function's bundle. */
  readonly bundle: (name: FunctionName) => string;
  /** Of the console; none where the settings have none. */
  readonly page: readonly PageFile[];
}

/** What every stack is told: where it is deployed, for whom, with which settings. */
export interface Scope extends Omit<Wanted, "bundle" | "page"> {
  readonly production: boolean;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The name of a resource. Names are fixed, so that permissions and alarms can be written down before it exists. */
export function nameOf({ stage }: Pick<Scope, "stage">, resource: string): string {
  return `driftwheel-${stage}-${resource}`;
}

export function arnOf({ partition, region, account }: Scope, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/**
 * The tag of what has a number for a name: the deployer may change only what has it
 * (docs/reference/deployer-policy.json).
 */
export function tagsOf({ stage }: Pick<Scope, "stage">): Readonly<Record<string, string>> {
  return { "driftwheel:stage": stage };
}

/** The alias of durable functions: an execution stays with the version that it began with. */
export const durableAlias = "live";

export function functionArn(scope: Scope, name: FunctionName): string {
  return arnOf(scope, "lambda", `function:${nameOf(scope, name)}`);
}
