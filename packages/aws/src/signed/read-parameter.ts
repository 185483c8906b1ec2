import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { errorCodeOf, sendJson } from "./json-operation.ts";

/** Milliseconds; a caller waits for it. */
const patience = 2_000;

/**
 * The value of a parameter; null when there is none of the name.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 *
 * @throws TransientError when SSM does not say, whatever it answers instead
 */
export async function readParameter(name: string): Promise<string | null> {
  const { status, body } = await sendJson("ssm", "AmazonSSM.GetParameter", { Name: name }, patience);
  if (status === 200) {
    const { Parameter } = body as { readonly Parameter?: { readonly Value?: string } }; // the service's own answer
    return Parameter?.Value ?? "";
  }
  const code = errorCodeOf(body);
  if (code === "ParameterNotFound") return null;
  throw new TransientError(`SSM does not tell ${name}: ${status} ${code}`);
}
