import type { Call } from "../http/call.ts";
import type { RequestHeaders } from "../http/request.ts";
import { serviceModel } from "../service-models/service-model.ts";
import { frontFailure, type Reply } from "./reply.ts";

export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-api */
const longestBody = 16 * 1024 * 1024;

/**
 * What a call asks for, or what DynamoDB's front says to it. No signature is checked, only that there is one. Order and
 * words are those that dynalite found: https://github.com/architect/dynalite/blob/main/index.js
 */
export async function read(call: Call): Promise<Asked | Reply> {
  const body = await call.body();
  if (body.length > longestBody) return { status: 413, text: "" };
  if (call.method !== "POST" || (body.length > 0 && !isJson(call.headers))) {
    return { status: 404, text: "<UnknownOperationException/>\n" };
  }
  let input: unknown = null;
  try {
    if (body.length > 0) input = JSON.parse(body.toString());
  } catch {
    return frontFailure("SerializationException");
  }
  const operation = /^DynamoDB_(?:20111205|20120810)\.(\w+)$/.exec(call.target ?? "")?.[1] ?? "";
  if (!Object.hasOwn(serviceModel("dynamodb").operations, operation)) {
    return frontFailure("UnknownOperationException");
  }
  const unsigned = missingSignature(call);
  if (unsigned !== null) return unsigned;
  if (typeof input !== "object" || input === null) {
    return frontFailure("SerializationException", "The request body is not a JSON object.");
  }
  // JSON.parse gives plain objects with text keys.
  return { operation, input: input as Asked["input"] };
}

function isJson(headers: RequestHeaders): boolean {
  return /^\s*application\/(json|x-amz-json-1\.0)\s*(;|$)/.test(headers["content-type"] ?? "");
}

function missingSignature({ headers, query }: Call): Reply | null {
  const { authorization } = headers;
  if (authorization === undefined) {
    if (!query.has("X-Amz-Algorithm")) return unauthenticated;
    const missing = inQuery.filter((name) => !query.get(name));
    if (missing.length === 0) return null;
    const said = missing.map((name) => `AWS query-string parameters must include '${name}'. `).join("");
    return incomplete(`${said}Re-examine the query-string parameters.`);
  }
  if (query.has("X-Amz-Algorithm")) {
    return frontFailure(
      "InvalidSignatureException",
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (!authorization.trim().startsWith("AWS4-")) return unauthenticated;
  if (signed.test(authorization) && headers["x-amz-date"]) return null;
  const missing = inHeader
    .filter(({ written }) => !written.test(authorization))
    .map(({ name }) => `Authorization header requires '${name}' parameter. `);
  if (!headers["x-amz-date"] && !headers.date) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  }
  return missing.length === 0 ? null : incomplete(`${missing.join("")}Authorization=${authorization}`);
}

/** As clients write it. */
const signed = /^AWS4-[\w-]+ Credential=[^, ]+, ?SignedHeaders=[^, ]+, ?Signature=[^, ]/;
const inHeader = ["Credential", "Signature", "SignedHeaders"].map((name) => {
  return { name, written: new RegExp(`[, ]${name}=[^, ]`) };
});
const inQuery = ["Algorithm", "Credential", "Signature", "SignedHeaders", "Date"].map(
  (name) => `X-Amz-${name}`,
);

const unauthenticated = frontFailure(
  "MissingAuthenticationTokenException",
  "Request is missing Authentication Token",
);

function incomplete(message: string): Reply {
  return frontFailure("IncompleteSignatureException", message);
}
