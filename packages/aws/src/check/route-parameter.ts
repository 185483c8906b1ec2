import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { readRoute } from "@driftwheel/core/routing/route.ts";
import { deployedName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { ssm } from "../clients/ssm.ts";
import { findEndpoint } from "../facts/endpoint.ts";

/** The parameter by which callers know whom to ask. */
export interface RouteParameter {
  /** `String`, `StringList` or `SecureString`. */
  readonly type: string;
  /** Encrypted where it is a SecureString. */
  readonly value: string;
  /** Status of the endpoint on trial, which the value names; null where it does not exist, or where none is named. */
  readonly challengerStatus: string | null;
}

/**
 * What callers would find; null where nobody has written it.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function routeParameter(name: string): Promise<RouteParameter | null> {
  try {
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: name }));
    const { Type = "String", Value = "" } = Parameter ?? {};
    const read = readRoute(Value);
    const challenger = read.ok ? read.route.challenger : undefined;
    const found = challenger ? await findEndpoint(deployedName(challenger)) : null;
    return { type: Type, value: Value, challengerStatus: found?.exists ? found.status : null };
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") return null;
    throw error;
  }
}
