import type { Call } from "../http/call.ts";
import { restInput } from "../protocols/rest-input.ts";
import { type ModelledService, serviceModel } from "../service-models/service-model.ts";
import { checkRequest, operationModel } from "./door.ts";

/**
 * Refuses a request of REST and JSON that the model does not allow, but for its body, which here is the caller's own.
 *
 * @throws ServiceError
 */
export function checkRestRequest(
  service: ModelledService,
  operation: string,
  { request, url }: Pick<Call, "request" | "url">,
  labels: Readonly<Record<string, string>>,
): void {
  const { input } = operationModel(service, operation);
  if (input === undefined) return;
  const model = serviceModel(service);
  const { searchParams: query } = url;
  // Bytes, of which there may be none.
  const payload = model.shapes[input]?.required?.includes("Body") ? new Uint8Array() : undefined;
  const parts = { labels, query, headers: request.headers, payload };
  checkRequest(service, operation, restInput(model, input, parts));
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
