import type { XMLBuilder } from "fast-xml-parser";
import { xmlLibrary } from "./load-xml.ts";

let builder: XMLBuilder | null = null;

/** A document as it goes out; members whose names begin with `@_` are attributes. */
export function buildXml(document: object): string {
  builder ??= new (xmlLibrary().XMLBuilder)({ ignoreAttributes: false, attributeNamePrefix: "@_" });
  return builder.build(document);
}
