import { parseExactJson } from "../../schema/python-json.ts";
import { recordAt } from "./csv/field.ts";
import { firstLine } from "./first-line.ts";
import type { Payload, PayloadReading } from "./payload.ts";
import { payloadFormat } from "./payload-format.ts";
import { payloadText } from "./payload-text.ts";

const longestForm = 300;
const longestName = 40;
/** Levels, names of an object, and different members of a list that are told. */
const [deepest, mostNames, mostMembers, mostFields] = [6, 8, 3, 8] as const;

/**
 * The form of a payload that was not understood, for whoever has to say how it is read: names as they are, values by
 * their type alone (`{"instances": [{"x": [number]}]}`). At most 300 characters.
 */
export function payloadForm(payload: Payload, { gunzip, delimiter }: PayloadReading): string {
  const form = formOf(payload, gunzip, delimiter);
  return form.length > longestForm ? `${form.slice(0, longestForm - 3)}...` : form;
}

function formOf(payload: Payload, gunzip: PayloadReading["gunzip"], delimiter: string): string {
  const read = payloadText(payload, gunzip);
  if (!read.ok) return `no text: BASE64 of ${payload.data.length} characters`;
  const { text } = read;
  if (text.trim() === "") return "empty";
  const format = payloadFormat(text, payload, delimiter);
  if (format === null) return `neither CSV nor JSON: ${text.length} characters`;
  if (format.format === "csv") return csvForm(text, format.delimiter);
  const whole = parseExactJson(text);
  if (whole.ok) return jsonForm(whole.value, 0);
  const first = parseExactJson(firstLine(text));
  return first.ok ? `JSON Lines: ${jsonForm(first.value, 0)}` : `no JSON: ${text.length} characters`;
}

function csvForm(text: string, delimiter: string): string {
  const { fields } = recordAt(text, 0, delimiter.charCodeAt(0));
  const kinds = fields.slice(0, mostFields).map(kindOfField);
  const more = fields.length > mostFields ? ", ..." : "";
  return `CSV: ${fields.length} ${fields.length === 1 ? "value" : "values"} a row: ${kinds.join(", ")}${more}`;
}

function kindOfField(field: string): string {
  const text = field.trim();
  if (text === "") return "empty";
  return Number.isNaN(Number(text)) ? "text" : "number";
}

function jsonForm(value: unknown, depth: number): string {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value !== "object") return typeof value;
  if (depth >= deepest) return Array.isArray(value) ? "[...]" : "{...}";
  if (Array.isArray(value)) {
    // A list may have millions of members, and its first ones tell its form.
    const members: readonly unknown[] = value.slice(0, 20);
    const forms = [...new Set(members.map((member) => jsonForm(member, depth + 1)))];
    const more = forms.length > mostMembers ? ", ..." : "";
    return `[${forms.slice(0, mostMembers).join(", ")}${more}]`;
  }
  const names = Object.keys(value);
  const fields = names
    .slice(0, mostNames)
    .map((name) => `${shortened(name)}: ${jsonForm(Reflect.get(value, name), depth + 1)}`);
  return `{${fields.join(", ")}${names.length > mostNames ? ", ..." : ""}}`;
}

function shortened(name: string): string {
  return JSON.stringify(name.length > longestName ? `${name.slice(0, longestName)}...` : name);
}
