import { parseExactJson } from "../../schema/python-json.ts";
import { firstLine } from "./first-line.ts";

/** Whether a text begins as JSON's lists and objects do. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** Whether a text that may be something else is JSON or JSON Lines. */
export function isJson(text: string): boolean {
  return looksLikeJson(text) && (parseExactJson(text).ok || parseExactJson(firstLine(text)).ok);
}

/**
 * Takes a JSON text, or each line of JSON Lines (https://jsonlines.org/), which is looked for when the whole is no JSON.
 *
 * @param isLines whether the content type says that it is JSON Lines
 * @param take is told whether the value is one line of several; returns null, or what is wrong with it
 * @returns the first that is wrong, null when all were taken
 */
export function eachJson(
  text: string,
  isLines: boolean,
  take: (json: unknown, isLine: boolean) => string | null,
): string | null {
  const whole = isLines ? null : parseExactJson(text);
  if (whole?.ok) return take(whole.value, false);
  let taken = 0;
  let line = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    const part = text.slice(from, to);
    from = to + 1;
    line += 1;
    if (part.trim() === "") continue;
    const json = parseExactJson(part);
    if (!json.ok) {
      if (taken > 0) return `line ${line} is no JSON; expected one value of JSON a line`;
      // One value over several lines, whatever the content type says.
      const several = isLines ? parseExactJson(text) : json;
      return several.ok ? take(several.value, false) : "is no JSON; expected JSON, or JSON Lines";
    }
    const reason = take(json.value, true);
    if (reason !== null) return reason;
    taken += 1;
  }
  return null;
}
