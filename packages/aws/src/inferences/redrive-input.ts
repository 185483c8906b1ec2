import { createHash } from "node:crypto";
import type { FailedInput } from "@driftwheel/core/monitor/inferences/failed-input.ts";
import { redrivePrefix } from "@driftwheel/core/monitor/inferences/redriven.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { sendSigned } from "../signed/signed-request.ts";
import { dynamoFailedInputs } from "./failed-inputs.ts";

interface Wish {
  readonly table: string;
  /** Who wants it. */
  readonly by: string;
  /** Asked in the place of the model's own endpoint, which serves when the one that failed is gone. */
  readonly endpoint: string | undefined;
  readonly now: Date;
}

/**
 * Sends a failed input again, once. Its id is made of what failed, and it is written down when SageMaker has taken it: whoever
 * dies between sends it once more under the same id, and who was quicker is not followed.
 *
 * @returns the new request's id
 * @throws Refused when it cannot be sent, or SageMaker does not take it
 */
export async function redriveInput(failed: FailedInput, { table, by, endpoint, now }: Wish): Promise<string> {
  const { id, input, inferenceId, accept, customAttributes, redriven } = failed;
  if (redriven) throw new Refused(`${id} was sent again at ${redriven.at}, as ${redriven.inferenceId}`);
  if (input === null) throw new Refused(`${id} brought its payload itself, which nobody keeps`);
  const asked = endpoint ?? failed.modelEndpoint ?? failed.endpoint;
  const again = `${redrivePrefix}${createHash("sha256").update(`${failed.model} ${id}`).digest("hex").slice(0, 32)}`;
  await useCredentials();
  const { status, body } = await sendSigned("sagemaker", {
    path: `/endpoints/${asked}/async-invocations`,
    headers: {
      "x-amzn-sagemaker-inputlocation": input.location,
      "x-amzn-sagemaker-inference-id": again,
      ...(input.contentType !== null && { "x-amzn-sagemaker-content-type": input.contentType }),
      ...(accept !== null && { "x-amzn-sagemaker-accept": accept }),
      ...(customAttributes !== null && { "x-amzn-sagemaker-custom-attributes": customAttributes }),
    },
    body: new Uint8Array(),
    timeout: 30_000,
  });
  if (status !== 202) {
    throw new Refused(
      `${asked} did not take ${inferenceId} again: ${status} ${body.toString().slice(0, 300)}`,
    );
  }
  const written = { at: now.toISOString(), by, endpoint: asked, inferenceId: again };
  await dynamoFailedInputs({ table }).redrive(failed, written);
  return again;
}

/** Requests without a client are signed by what the environment has; whoever sends these may have a profile instead. */
async function useCredentials(): Promise<void> {
  const { config } = dynamoDb();
  const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials();
  process.env.AWS_ACCESS_KEY_ID = accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = secretAccessKey;
  if (sessionToken !== undefined) process.env.AWS_SESSION_TOKEN = sessionToken;
  process.env.AWS_REGION ??= await config.region();
}
