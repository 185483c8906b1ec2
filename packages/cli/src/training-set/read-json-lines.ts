import { parseExactJson } from "@driftwheel/core/schema/python-json.ts";
import { PersonError } from "../context/errors.ts";
import { fileText } from "./file-text.ts";
import { counted, type Into } from "./table.ts";
import type { TrainingFile } from "./training-files.ts";

/**
 * Reads a file with one object of JSON a line into a table; its fields are the columns. NaN and Infinity may stand in it
 * as Python writes them.
 *
 * @throws PersonError naming the file, the line and the field that is wrong
 */
export async function readJsonLines(file: TrainingFile, into: Into): Promise<void> {
  let line = 0;
  let begun = "";
  for await (const text of fileText(file.path, file.name)) {
    const lines = (begun + text).split("\n");
    begun = lines.pop() ?? "";
    for (const whole of lines) {
      line += 1;
      take(whole, line, file, into);
    }
  }
  take(begun, line + 1, file, into);
}

function take(text: string, line: number, file: TrainingFile, { table, read }: Into): void {
  if (text.trim() === "") return;
  const place = `${file.name}, line ${line}`;
  const fields = fieldsOf(text, place, table);
  table.add([...fields, ...file.partition], place);
  read(table.rows);
}

function fieldsOf(text: string, place: string, table: Into["table"]) {
  const json = parseExactJson(text);
  if (!json.ok) throw new PersonError(`${place} is no JSON; expected one object with a row's values.`);
  const { value: row } = json;
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    const hint = Array.isArray(row) ? ' pandas writes it with to_json(orient="records", lines=True).' : "";
    throw new PersonError(`${place} is no object; expected one with a row's values by name.${hint}`);
  }
  return Object.entries(row)
    .filter(([name]) => table.takes(name))
    .map(([name, value]) => {
      const found = counted(value);
      if (found?.isList && !table.lists.has(name)) table.lists.set(name, `${place}, field ${name}`);
      if (found) return [name, found.value] as const;
      const kind = Array.isArray(value) ? "a list" : "an object";
      throw new PersonError(
        `${place}, field ${name}: is ${kind}; expected a number, a text, true, false, null or a list of numbers. --without ${name} leaves it out.`,
      );
    });
}
