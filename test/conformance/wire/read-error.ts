import { cbor } from "@smithy/core/cbor";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { WireAnswer } from "./exchange.ts";
import type { Protocol } from "./wire-request.ts";

export interface ToldError {
  /** Without a namespace; empty when the answer has no body, as that to a HEAD. */
  readonly code: string;
  readonly message: string;
}

const xml = new XMLParser({ parseTagValue: false });
const inXml = z.object({ Code: z.string(), Message: z.string().default("") });
const inJson = z.object({
  __type: z.string().default(""),
  message: z.string().default(""),
  Message: z.string().default(""),
});

/** What an answer that is none of success says; null when it is not in the protocol's own form. */
export function readError({ body, headers, status }: WireAnswer, protocol: Protocol): ToldError | null {
  if (body.length === 0) return { code: "", message: "" };
  const text = body.toString();
  if (protocol === "query" || headers["content-type"]?.includes("xml")) {
    const document = z.object({
      ErrorResponse: z.object({ Error: inXml }).optional(),
      Error: inXml.optional(),
    });
    const read = document.safeParse(xml.parse(text));
    const error = read.data?.ErrorResponse?.Error ?? read.data?.Error;
    return error ? { code: error.Code, message: error.Message } : null;
  }
  const read = inJson.safeParse(protocol === "cbor" ? cbor.deserialize(body) : parsed(text));
  if (!read.success || status < 400) return null;
  const { __type, message, Message } = read.data;
  const named = (headers["x-amzn-errortype"] ?? __type).split("#").at(-1) ?? "";
  return { code: named, message: message || Message };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
