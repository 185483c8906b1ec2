import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { PersonError } from "../context/errors.ts";
import { counted, type Into } from "./table.ts";

/**
 * Reads a file with one object of JSON a line into a table; its fields are the columns.
 *
 * @throws PersonError naming the file, the line and the field that is wrong
 */
export async function readJsonLines(path: string, { name: file, table, read }: Into): Promise<void> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const json = line === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (json.trim() === "") continue;
    const place = `${file}, line ${line}`;
    table.add(fieldsOf(json, place), place);
    read(table.rows);
  }
}

function fieldsOf(text: string, place: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PersonError(`${place} is no JSON; expected one object with a row's values.`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new PersonError(`${place} is no object; expected one with a row's values by name.`);
  }
  return Object.entries(json).map(([name, value]) => {
    const found = counted(value);
    if (found) return [name, found.value] as const;
    const kind = Array.isArray(value) ? "a list" : "an object";
    throw new PersonError(
      `${place}, field ${name}: is ${kind}; expected a number, a text, true, false or null.`,
    );
  });
}
