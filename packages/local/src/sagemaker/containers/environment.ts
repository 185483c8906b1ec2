import { dirname, join } from "node:path";
import type { World } from "../../world.ts";

/**
 * What every container finds in its environment: the way to this AWS with credentials that are good for nothing
 * else, and just enough of the machine to run. `OPT_ML` names the folder that stands for `/opt/ml`, the one
 * difference from the container contract.
 */
export function baseEnvironment(world: World, optMl: string): Readonly<Record<string, string>> {
  return {
    ...machine(),
    OPT_ML: optMl,
    // What a container leaves there, as one that is ended by force does, goes with the world.
    TMPDIR: join(world.directory, "tmp"),
    AWS_ENDPOINT_URL: endpointUrl(world),
    AWS_REGION: world.region,
    AWS_DEFAULT_REGION: world.region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    // Neither a person's profiles nor a cloud machine's role may leak in.
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function machine(): Readonly<Record<string, string>> {
  const kept = ["HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin"}`,
  };
}

/** A world without a server has no URL; its containers then have no AWS to call. */
function endpointUrl(world: World): string {
  try {
    return world.url();
  } catch {
    return "http://127.0.0.1:9";
  }
}
