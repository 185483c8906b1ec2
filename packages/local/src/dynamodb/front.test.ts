import { expect, it } from "vitest";
import type { Call } from "../http/call.ts";
import { read } from "./front.ts";

const scope = "Credential=a/20260101/eu-west-1/dynamodb/aws4_request";
const signed = {
  authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
  "x-amz-date": "20260101T000000Z",
};
const json = { "content-type": "application/x-amz-json-1.0" };

interface Sent {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly body?: string;
}

async function sent({ method = "POST", query = "", headers, target = "ListTables", body = "{}" }: Sent) {
  const call: Call = {
    method,
    path: "/",
    rawQuery: query,
    query: new URLSearchParams(query),
    headers: headers ?? { ...json, ...signed },
    requestId: "one",
    scope: "dynamodb",
    target: `DynamoDB_20120810.${target}`,
    body: async () => Buffer.from(body),
  };
  const asked = await read(call);
  return "status" in asked ? `${asked.status} ${asked.text}` : asked;
}

it("lets in what is signed, whoever signs it, and what was signed beforehand", async () => {
  const input = { operation: "ListTables", input: { Limit: 1 } };
  expect(await sent({ body: '{"Limit":1}' })).toEqual(input);
  const query = ["Algorithm", "Credential", "Signature", "SignedHeaders", "Date"]
    .map((name) => `X-Amz-${name}=x`)
    .join("&");
  expect(await sent({ body: '{"Limit":1}', headers: json, query })).toEqual(input);
});

it.each<[string, Sent, string]>([
  ["a GET", { method: "GET" }, "404 <UnknownOperationException/>\n"],
  ["a form", { headers: { ...signed, "content-type": "text/xml" } }, "404 <UnknownOperationException/>\n"],
  ["no JSON", { body: "{" }, "SerializationException"],
  ["no body", { body: "" }, "SerializationException"],
  ["no object", { body: '"x"' }, "The request body is not a JSON object."],
  ["too much", { body: " ".repeat(16 * 1024 * 1024 + 1) }, "413 "],
  ["an operation that is none", { target: "toString" }, "UnknownOperationException"],
  ["no signature", { headers: json }, "MissingAuthenticationTokenException"],
  ["another signature", { headers: { ...json, authorization: "Bearer x" } }, "MissingAuthenticationToken"],
  [
    "a signature without its parts",
    { headers: { ...json, authorization: `AWS4-HMAC-SHA256 ${scope}` } },
    "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=",
  ],
  [
    "an address without the parts of a signature",
    { headers: json, query: "X-Amz-Algorithm=x&X-Amz-Credential=x&X-Amz-Signature=x&X-Amz-Date=x" },
    "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
  ],
  ["two signatures", { query: "X-Amz-Algorithm=x" }, "InvalidSignatureException"],
])("refuses %s", async (_, call, expected) => {
  expect(await sent(call)).toContain(expected);
});
