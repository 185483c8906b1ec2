import { randomUUID } from "node:crypto";
import type { Call } from "../../http/call.ts";
import { checkRestRequest } from "../../validation/rest-door.ts";
import type { World } from "../../world.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";
import type { AsyncInferenceConfig } from "../endpoint-configs/request.ts";
import { type Endpoint, takesTraffic } from "../endpoints/endpoint.ts";
import { endpointNotFound, notAsynchronous, RuntimeError } from "../runtime/runtime-error.ts";
import type { InferenceInput, InferenceRequest } from "./inference-request.ts";

const header = (name: string) => `x-amzn-sagemaker-${name}`;

/** Seconds, unless the request says otherwise: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html */
const longestWait = 21_600;
const longestAnswer = 900;

interface Asked {
  readonly world: Pick<World, "region" | "account">;
  readonly name: string;
  readonly endpoint: Endpoint | null;
}

/**
 * What a call of InvokeEndpointAsync asks for.
 *
 * @throws RuntimeError or ServiceError, as the service refuses it.
 */
export async function acceptRequest(call: Call, { world, name, endpoint }: Asked): Promise<InferenceRequest> {
  await checkRestRequest("sagemaker-runtime", "InvokeEndpointAsync", call, { EndpointName: name });
  if (!endpoint || !takesTraffic(endpoint)) throw endpointNotFound(name, world.account);
  if (endpoint.asyncConfig === null) throw notAsynchronous(name);
  const { headers } = call;
  const text = (of: string) => headers[header(of)] ?? null;
  const seconds = (of: string, otherwise: number) => Number(text(of) ?? otherwise);
  const id = randomUUID();
  return {
    id,
    endpoint: endpoint.name,
    inferenceId: text("inference-id") ?? randomUUID(),
    receivedAt: Date.now(),
    timeToLive: seconds("requestttlseconds", longestWait),
    timeout: seconds("invocationtimeoutseconds", longestAnswer),
    input: inputOf(text("inputlocation"), await call.body()),
    contentType: text("content-type"),
    accept: text("accept"),
    customAttributes: text("custom-attributes"),
    ...places(id, endpoint.asyncConfig, world, {
      extension: text("s3outputpathextension"),
      filename: text("filename"),
    }),
  };
}

/** Exactly one of the two is given. Whether the object is there is found out when its turn has come. */
function inputOf(location: string | null, body: Uint8Array): InferenceInput {
  if (location === null && body.byteLength === 0) {
    throw refused("Provide exactly one of InputLocation and Body; there is neither.");
  }
  if (location === null) return { body };
  if (body.byteLength > 0) throw refused("Provide exactly one of InputLocation and Body; there are both.");
  try {
    s3Location(location);
  } catch {
    throw refused(`InputLocation ${location} is not an Amazon S3 URI of an object.`);
  }
  return { location };
}

/** Names as users report them; without a path the answer goes into the account's own bucket of SageMaker. */
function places(
  id: string,
  { OutputConfig }: AsyncInferenceConfig,
  { region, account }: Pick<World, "region" | "account">,
  { extension, filename }: { readonly extension: string | null; readonly filename: string | null },
): Pick<InferenceRequest, "outputLocation" | "failureLocation"> {
  const { S3OutputPath = `s3://sagemaker-${region}-${account}/async-endpoint-outputs`, S3FailurePath } =
    OutputConfig;
  const folder = extension === null ? "" : `${extension.replace(/^\/+|\/+$/g, "")}/`;
  return {
    outputLocation: below(S3OutputPath, `${folder}${filename ?? `${id}.out`}`),
    failureLocation: S3FailurePath === undefined ? null : below(S3FailurePath, `${id}-error.out`),
  };
}

function below(folder: string, name: string): string {
  const location = s3Location(folder);
  return `s3://${location.bucket}/${keyBelow(location, name)}`;
}

/** The service's kind of refusal; the words are ours. */
function refused(message: string): RuntimeError {
  return new RuntimeError("ValidationError", message, 400);
}
