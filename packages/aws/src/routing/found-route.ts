import { GetParameterCommand } from "@aws-sdk/client-ssm";
import type { FoundRoute } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { ssm } from "../clients/ssm.ts";

/** A parameter as it was read. */
export interface FoundParameter extends FoundRoute {
  /** Parameter Store counts what is written; 0 for no such parameter. */
  readonly version: number;
}

/** What a route's parameter holds now. */
export async function findRoute(parameter: string): Promise<FoundRoute> {
  const { value, since } = await readParameter(parameter);
  return { value, since };
}

/**
 * A parameter, or one version of it.
 *
 * @param name `/a/b`, or `/a/b:3` for its third version
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function readParameter(name: string): Promise<FoundParameter> {
  try {
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: name }));
    return {
      value: Parameter?.Value ?? "",
      since: Parameter?.LastModifiedDate?.toISOString() ?? null,
      version: Parameter?.Version ?? 0,
    };
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound")
      return { value: null, since: null, version: 0 };
    throw error;
  }
}
