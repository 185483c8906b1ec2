import { allResources } from "./all-resources.ts";
import { prepareBundles } from "./bundling/prepare-bundles.ts";
import type { Wanted } from "./scope.ts";
import { type DeploymentInput, readDeployment } from "./settings.ts";
import { settingsFile, writtenSettings } from "./settings-file.ts";

type Outputs = Awaited<ReturnType<typeof allResources>>;

/** All that is deployed, as one component of pulumi's. */
export class Resources extends $util.ComponentResource<Outputs> {
  readonly #wanted: Wanted;

  constructor(name: string, wanted: Wanted, options: $util.ComponentResourceOptions = {}) {
    // Nothing is sent to the engine: the fleet would stand in its state, and a change of it is one of the functions.
    super("driftwheel:index:Driftwheel", name, {}, options);
    this.#wanted = wanted;
  }

  /** Settled when every resource is asked for. */
  get created(): Promise<Outputs> {
    return this.getData();
  }

  protected override async initialize(): Promise<Outputs> {
    // Pulumi calls it from its own constructor, when this one has not said yet what is wanted.
    await Promise.resolve();
    return await allResources(this.#wanted, this);
  }
}

/** The fleet's module, from the folder of sst.config.ts, and the settings of the stage. */
export type DriftwheelArgs = DeploymentInput;

let first: string | null = null;

/**
 * Driftwheel as a component of an app of SST's, beside others.
 *
 * @throws Error naming what is wrong with the settings or the fleet, before anything is created; or that the app has one
 * already, because names are fixed and both would have the same.
 */
export class Driftwheel extends Resources {
  /** The DynamoDB table with the ledger. */
  readonly ledger: $util.Output<string>;
  /** The ARN of Driftwheel's own bus. */
  readonly bus: $util.Output<string>;
  /** The ARNs of the alert topics. */
  readonly topics: $util.Output<{ readonly page: string; readonly notify: string; readonly info: string }>;
  /** The address of the HTTP API. */
  readonly api: $util.Output<string>;
  /** Where links and hooks are reached. */
  readonly public: $util.Output<string>;
  /** Where the CNAME record of the settings' domain must point; undefined without a domain. */
  readonly domain: $util.Output<string | undefined>;
  /** Where the console is, and what the CNAME record of its domain must point to; undefined without one. */
  readonly console: $util.Output<string | undefined>;

  constructor(name: string, args: DriftwheelArgs, options: $util.ComponentResourceOptions = {}) {
    const { stage } = $app;
    if (first !== null) {
      throw new Error(
        `${name} would be a second Driftwheel in stage ${stage}, with the names of ${first}: an account and region has one in each stage. Write the models of both into one fleet.`,
      );
    }
    const settings = readDeployment(stage, args);
    super(name, { stage, settings, ...prepareBundles($cli.paths.root, stage, settings) }, options);
    first = name;
    const created = $util.output(this.created);
    this.ledger = created.ledger;
    this.bus = created.bus;
    this.topics = created.apply(({ page, notify, info }) => ({ page, notify, info }));
    this.api = created.api;
    this.public = created.public;
    this.domain = created.apply(({ domain }) => domain);
    this.console = created.apply(({ console }) => console);
  }
}

/**
 * The settings of the stage, from `deployment.<stage>.json` beside sst.config.ts. The component checks them.
 *
 * @throws Error naming the file that is missing, or is no JSON.
 */
export function settingsOfStage(): DeploymentInput {
  const { stage } = $app;
  const settings = writtenSettings($cli.paths.root, stage);
  if (settings !== undefined) return settings as DeploymentInput;
  throw new Error(
    `There is no ${settingsFile(stage)} beside sst.config.ts, which holds the settings of stage ${stage}; stacks/deployment.example.json has the form of it.`,
  );
}
