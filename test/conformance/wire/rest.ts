import { XMLBuilder } from "fast-xml-parser";
import {
  type Member,
  serviceModel,
  shapeOf,
} from "../../../packages/local/src/service-models/service-model.ts";
import type { Case } from "../cases.ts";
import { textOf } from "./form.ts";
import { plain } from "./plain.ts";
import { signed, type WireRequest } from "./wire-request.ts";

const xml = new XMLBuilder({});

/**
 * A request of REST; null when it would be another operation's, because a part of the address is missing, or when a
 * header cannot carry what is in it. Source: https://smithy.io/2.0/spec/http-bindings.html
 */
export function restRequest({ service, operation, input }: Case): WireRequest | null {
  const model = serviceModel(service);
  const { http, input: shapeName = "" } = model.operations[operation] ?? {
    http: { method: "", requestUri: "" },
  };
  const { members = {}, payload } = shapeOf(model, shapeName);
  const [template = "", fixed = ""] = http.requestUri.split("?");
  const query = new URLSearchParams(fixed);
  const headers: Record<string, string> = { ...signed(service) };
  let path = template;
  let body: Uint8Array = new Uint8Array();
  for (const [name, value] of Object.entries(input)) {
    const member = members[name];
    if (!member) return null;
    const wire = member.locationName ?? name;
    const { type } = shapeOf(model, member.shape);
    if (name === payload) {
      const sent = service === "s3" ? documentOf(model, member, wire, value) : bodyOf(value);
      if (sent === null) return null;
      body = sent;
    } else if (member.location === "headers") {
      if (typeof value !== "object" || value === null) return null;
      for (const [key, one] of Object.entries(value)) {
        if (typeof one !== "string") return null;
        headers[`${wire}${key}`] = one;
      }
    } else if (Array.isArray(value) && type === "list") {
      const texts = value.map(textOf);
      if (texts.length === 0 || texts.includes(null)) return null;
      for (const text of texts) if (member.location === "querystring") query.append(wire, text ?? "");
      if (member.location === "header") headers[wire] = texts.join(",");
    } else {
      const text =
        member.location === "header" && value instanceof Date ? value.toUTCString() : textOf(value);
      if (text === null || (type !== "list" && Array.isArray(value))) return null;
      if (member.location === "uri") {
        if (text === "") return null;
        path = path
          .replace(`{${wire}}`, encodeURIComponent(text))
          .replace(`{${wire}+}`, encodeURIComponent(text));
      } else if (member.location === "querystring") query.set(wire, text);
      else if (
        wire.toLowerCase() === "content-length" ||
        !/^[\x21-\x7E]([\x20-\x7E]*[\x21-\x7E])?$/.test(text)
      )
        return null;
      else headers[wire] = text;
    }
  }
  // Without these it is another operation of the same address, or, as for bytes, the same request.
  const selecting =
    service === "s3" ? ["UploadId", "CopySource"] : service === "sagemaker-runtime" ? ["Body"] : [];
  const { required = [] } = shapeOf(model, shapeName);
  if (path.includes("{") || required.some((name) => selecting.includes(name) && !(name in input)))
    return null;
  if (Object.values(headers).join("").length > 12_000) return null;
  const search = query.size === 0 ? "" : `?${query.toString().replaceAll(/=(?=&|$)/g, "")}`;
  return { protocol: "rest", method: http.method, path: `${path}${search}`, headers, body };
}

function bodyOf(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  return typeof value === "object" ? Buffer.from(JSON.stringify(plain(value))) : null;
}

/** Source: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
function documentOf(
  model: ReturnType<typeof serviceModel>,
  member: Member,
  root: string,
  value: unknown,
): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "object" || value === null) return Buffer.from(`<${root}>${String(value)}</${root}>`);
  return Buffer.from(xml.build({ [root]: element(model, member.shape, value) }) as string);
}

function element(model: ReturnType<typeof serviceModel>, name: string, value: unknown): unknown {
  const shape = shapeOf(model, name);
  if (value instanceof Date || value instanceof Uint8Array || typeof value !== "object" || value === null) {
    return textOf(value);
  }
  if (Array.isArray(value)) {
    const each = value.map((one) => element(model, shape.member?.shape ?? "", one));
    return shape.flattened ? each : { [shape.member?.locationName ?? "member"]: each };
  }
  if (shape.type !== "structure") return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, one]) => {
      const of = shape.members?.[member];
      return [of?.locationName ?? member, of ? element(model, of.shape, one) : one];
    }),
  );
}
