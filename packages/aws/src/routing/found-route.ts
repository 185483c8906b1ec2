import { GetParameterCommand } from "@aws-sdk/client-ssm";
import type { FoundRoute } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { ssm } from "../clients/ssm.ts";

/**
 * What a route's parameter holds now.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function findRoute(parameter: string): Promise<FoundRoute> {
  try {
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: parameter }));
    return { value: Parameter?.Value ?? "", since: Parameter?.LastModifiedDate?.toISOString() ?? null };
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") return { value: null, since: null };
    throw error;
  }
}
