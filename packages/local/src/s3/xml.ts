import type { XMLParser } from "fast-xml-parser";
import type { Answer } from "../http/answer.ts";
import { buildXml } from "../protocols/build-xml.ts";
import { xmlLibrary } from "../protocols/load-xml.ts";

let parser: XMLParser | null = null;

/** An S3 document: one root element in S3's namespace. */
export function s3Document(root: string, content: Readonly<Record<string, unknown>>): string {
  const body = buildXml({
    [root]: { "@_xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", ...content },
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** The elements of one name below an element: none, one or many. */
export function elements(parent: unknown, name: string): readonly unknown[] {
  if (typeof parent !== "object" || parent === null) return [];
  const found: unknown = Reflect.get(parent, name);
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The text of the first element of that name, or null. */
export function elementText(parent: unknown, name: string): string | null {
  const found = elements(parent, name)[0];
  return typeof found === "string" ? found : null;
}

/** What a document says; undefined when it is none. */
export function parseXml(text: string): unknown {
  const { XMLParser, XMLValidator } = xmlLibrary();
  if (XMLValidator.validate(text) !== true) return undefined;
  // Keys such as "1.0" or " a" are text and stay as they are.
  parser ??= new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });
  const parsed: unknown = parser.parse(text);
  return parsed;
}

export function xmlAnswer(document: string, status = 200): Answer {
  return { status, headers: { "content-type": "application/xml" }, body: document };
}
