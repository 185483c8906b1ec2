import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What the platform's pulumi says of a resource before it creates it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Called {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Pulumi {
  readonly runtime: {
    setMocks(
      mocks: {
        newResource(resource: Registered): { id: string; state: Record<string, unknown> };
        call(called: Called): Record<string, unknown>;
      },
      project: string,
      stack: string,
    ): Promise<void>;
    /** Until every resource is registered. */
    waitForRPCs(): Promise<void>;
  };
}

const platform = fileURLToPath(new URL("../../.sst/platform/package.json", import.meta.url));

/**
 * The pulumi and the AWS provider that SST installed, as SST's own run makes them known to stacks/.
 *
 * @throws Error when the platform is not installed.
 */
export function loadPlatform(): Pulumi {
  const require = createRequire(pathToFileURL(platform));
  try {
    // Both are CommonJS without types here; Pulumi above says what of them is used.
    const pulumi = require("@pulumi/pulumi") as Pulumi;
    const aws: unknown = require("@pulumi/aws");
    Object.assign(globalThis, { aws, $util: pulumi });
    return pulumi;
  } catch (error) {
    throw new Error("SST's platform is not installed: npm run test:deploy installs it.", { cause: error });
  }
}
