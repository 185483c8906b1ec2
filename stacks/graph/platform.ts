import { createRequire } from "node:module";
import { resolve } from "node:path";

/** What the platform's pulumi says of a resource before it creates it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A resource as the engine is asked for it: the mocks are told its inputs only. */
interface ResourceRequest {
  getType(): string;
  getName(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  /** The URN of the resource whose child it is. */
  getParent(): string;
  getAliasesList(): readonly { getSpec(): { getNoparent(): boolean } | undefined }[];
}

interface Called {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Platform {
  readonly runtime: {
    setMocks(
      mocks: {
        newResource(resource: Registered): { id: string; state: Record<string, unknown> };
        call(called: Called): Record<string, unknown>;
      },
      project: string,
      stack: string,
    ): Promise<void>;
    /** What `setMocks` put in the place of the deployment engine. */
    getMonitor(): { registerResource(request: ResourceRequest, answer: unknown): Promise<void> };
    /** Until every resource is registered. */
    waitForRPCs(): Promise<void>;
  };
}

/**
 * The pulumi and the AWS provider that SST installed in the folder that this process runs in, as SST's own run makes them
 * known to stacks/.
 *
 * @throws Error when the platform is not installed.
 */
export function loadPlatform(): Platform {
  const require = createRequire(resolve(".sst/platform/package.json"));
  try {
    // Both are CommonJS without types here; Platform above says what of them is used.
    const pulumi = require("@pulumi/pulumi") as Platform;
    const aws: unknown = require("@pulumi/aws");
    Object.assign(globalThis, { aws, $util: pulumi });
    return pulumi;
  } catch (error) {
    throw new Error("SST's platform is not installed here. Install it first: npx sst install", {
      cause: error,
    });
  }
}
