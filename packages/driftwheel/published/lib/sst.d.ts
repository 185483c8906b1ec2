import type { settingsInput } from "./shapes.js";

/** The fleet's module, from the folder of sst.config.ts, and the settings of the stage. */
export type DriftwheelArgs = typeof settingsInput;

/**
 * Driftwheel as a component of an app of SST's. An account and region has one in each stage: names are fixed.
 * `$util` is what sst.config.ts has by the types that SST installs.
 */
export declare class Driftwheel extends $util.ComponentResource {
  constructor(name: string, args: DriftwheelArgs, options?: $util.ComponentResourceOptions);
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
}

/**
 * The settings of the stage, from `deployment.<stage>.json` beside sst.config.ts.
 *
 * @throws Error naming the file that is missing, or is no JSON.
 */
export declare function settingsOfStage(): DriftwheelArgs;
