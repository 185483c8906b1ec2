import { randomUUID } from "node:crypto";
import type { Call } from "../http/call.ts";
import type { Matched } from "./route.ts";

/** Bodies of these types are handed on as text; API Gateway encodes all others. */
const textTypes = /^(text\/|application\/(json|javascript|xml|.*\+json|.*\+xml))/i;

interface Received {
  readonly call: Call;
  readonly body: Buffer;
  readonly matched: Matched;
  readonly account: string;
  readonly authorizer: Readonly<Record<string, unknown>> | null;
  readonly now: Date;
}

/**
 * The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadOf({ call, body, matched, account, authorizer, now }: Received): object {
  // Only an API has routes.
  const routeKey =
    matched.route.path === "$default" ? "$default" : `${matched.route.method} ${matched.route.path}`;
  const { method, path, rawQuery, query, headers } = call;
  const { cookie, ...others } = headers;
  const encoded = body.length > 0 && !textTypes.test(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: others,
    ...(rawQuery === "" ? {} : { queryStringParameters: joined(query) }),
    ...(Object.keys(matched.parameters).length === 0 ? {} : { pathParameters: matched.parameters }),
    requestContext: {
      accountId: account,
      apiId: "local",
      ...(authorizer === null ? {} : { authorizer }),
      domainName: headers.host,
      domainPrefix: "local",
      http: {
        method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(encoded ? "base64" : "utf8") }),
    isBase64Encoded: encoded,
  };
}

/** Values of the same name are joined by commas. */
function joined(query: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(",")]));
}
