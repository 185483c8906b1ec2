import { cbor, dateToTag } from "@smithy/core/cbor";
import { serviceModel } from "../../../packages/local/src/service-models/service-model.ts";
import type { Case } from "../cases.ts";
import { formOf } from "./form.ts";
import { plain } from "./plain.ts";
import { restRequest } from "./rest.ts";
import { type Protocol, signed, spoken, type WireRequest } from "./wire-request.ts";

/** A case as a protocol carries it; null where the protocol has no way to say it. */
export function encoded(wanted: Case, protocol: Protocol): WireRequest | null {
  const { service, operation, input } = wanted;
  const { target, version } = spoken[service];
  switch (protocol) {
    case "json":
      return post(wanted, protocol, "/", Buffer.from(JSON.stringify(plain(input))), {
        "content-type": `application/x-amz-json-${version}`,
        "x-amz-target": `${target}.${operation}`,
      });
    case "cbor":
      return post(
        wanted,
        protocol,
        `/service/${target}/operation/${operation}`,
        cbor.serialize(tagged(input)),
        {
          "content-type": "application/cbor",
          "smithy-protocol": "rpc-v2-cbor",
        },
      );
    case "query": {
      const form = formOf(serviceModel(service), operation, input);
      if (form === null) return null;
      return post(wanted, protocol, "/", Buffer.from(form), {
        "content-type": "application/x-www-form-urlencoded",
      });
    }
    case "rest":
      return restRequest(wanted);
  }
}

function post(
  { service }: Case,
  protocol: Protocol,
  path: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): WireRequest {
  return { protocol, method: "POST", path, headers: { ...signed(service), ...headers }, body };
}

function tagged(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, tagged(inner)]));
}
