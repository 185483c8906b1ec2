import type { Call } from "../http/call.ts";
import { restInput } from "../protocols/rest-input.ts";
import {
  type ModelledService,
  type ServiceModel,
  serviceModel,
  shapeOf,
} from "../service-models/service-model.ts";
import { checkRequest, operationModel } from "./door.ts";
import { serializationError } from "./refusals.ts";
import { WrongType } from "./wrong-type.ts";

/**
 * Refuses a request of REST and JSON that the model does not allow; of a body of bytes it says nothing.
 *
 * @throws ServiceError
 */
export async function checkRestRequest(
  service: ModelledService,
  operation: string,
  call: Call,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  const { input } = operationModel(service, operation);
  if (input === undefined) return;
  const model = serviceModel(service);
  const payload = await payloadOf(model, input, call);
  const parts = { labels, query: call.query, headers: call.headers, payload };
  checkRequest(service, operation, restInput(model, input, parts));
}

/**
 * The same for an operation whose body is a JSON document of the members that are bound to nothing else.
 *
 * @returns the whole input
 * @throws ServiceError
 */
export async function checkRestDocument(
  service: ModelledService,
  operation: string,
  call: Call,
  labels: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { input = "" } = operationModel(service, operation);
  const text = (await call.body()).toString();
  const document = text === "" ? {} : documentOf(service, text);
  const parts = { labels, query: call.query, headers: call.headers };
  const whole = { ...document, ...restInput(serviceModel(service), input, parts) };
  checkRequest(service, operation, whole);
  return whole;
}

function documentOf(service: ModelledService, text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null && !Array.isArray(document)) return document;
  } catch {
    // Told below, as anything else that is no object.
  }
  throw serializationError(service, new WrongType(text, "Structure", "the request's body"));
}

/** The member that is the body, read when it is JSON; bytes, of which there may be none, stand for themselves. */
async function payloadOf(model: ServiceModel, input: string, call: Call): Promise<unknown> {
  const { payload, members = {} } = shapeOf(model, input);
  const member = payload === undefined ? undefined : members[payload];
  if (!member) return undefined;
  if (shapeOf(model, member.shape).type === "blob") return new Uint8Array();
  const text = (await call.body()).toString();
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    // No JSON: not what is meant there.
    return text;
  }
}

/** What a path has in the place of its first group. */
export function labelOf(path: RegExp, pathname: string): string {
  return decodedLabel(path.exec(pathname)?.[1] ?? "");
}

/** What cannot be decoded stays as it is, for the model to refuse. */
export function decodedLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
