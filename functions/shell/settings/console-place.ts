import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { ConsolePlace } from "@driftwheel/core/words/console/console-place.ts";
import type { Variables } from "./read-environment.ts";

/**
 * Where people look at the fleet's resources; null where they are not in AWS: no console shows what another endpoint
 * has. Lambda sets the region: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function consolePlace(
  { AWS_REGION: region, AWS_ENDPOINT_URL: elsewhere }: Variables,
  { studio }: Pick<Fleet, "studio">,
): ConsolePlace | null {
  return region && !elsewhere ? { region, studioDomain: studio?.domain ?? null } : null;
}
