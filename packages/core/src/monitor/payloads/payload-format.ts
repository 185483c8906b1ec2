import { type ContentType, readContentType } from "./content-type.ts";
import { isJson, looksLikeJson } from "./json-text.ts";
import type { Payload } from "./payload.ts";

/** What a payload's text is to be read as; null when it is nothing that holds values. */
export type PayloadFormat =
  | { readonly format: "csv"; readonly delimiter: string; readonly header: ContentType["header"] }
  | { readonly format: "json"; readonly isLines: boolean };

/**
 * Tells by encoding and content type what a text is, and by its beginning where they do not say: whoever captured may
 * have listed a content type of JSON as CSV.
 *
 * @param text of the payload
 * @param delimiter what stands between the values of CSV, unless the content type says it
 */
export function payloadFormat(
  text: string,
  { encoding, contentType }: Payload,
  delimiter: string,
): PayloadFormat | null {
  const { format, header } = readContentType(contentType);
  const csv = { format: "csv", delimiter: format === "tsv" ? "\t" : delimiter, header } as const;
  const json = { format: "json", isLines: format === "json lines" } as const;
  const isTable = format === "csv" || format === "tsv";
  if (format === "none") return isJson(text) ? json : null;
  if (encoding === "JSON") return isTable && !looksLikeJson(text) ? csv : json;
  if (encoding === "CSV" || isTable) return isJson(text) ? json : csv;
  if (format === "json" || format === "json lines") return json;
  if (format === "any") return looksLikeJson(text) ? json : csv;
  return isJson(text) ? json : null;
}
