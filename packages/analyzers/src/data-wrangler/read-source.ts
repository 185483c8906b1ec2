import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { csvRecords } from "@driftwheel/core/monitor/payloads/csv/records.ts";
import { describeIssues } from "@driftwheel/core/schema/issues.ts";
import { z } from "zod";
import { type FlowNode, notHere } from "./flow.ts";
import { type Cell, type ColumnType, type FlowColumn, type FlowTable, rowsOf } from "./table.ts";

const definition = z.looseObject({
  datasetSourceType: z.string(),
  name: z.string(),
  s3ExecutionContext: z.looseObject({
    s3ContentType: z.string().transform((type) => type.toLowerCase()),
    s3HasHeader: z.boolean().default(true),
    s3FieldDelimiter: z.string().nullish(),
    s3SkipLines: z.number().nullish(),
    s3AddsFilenameColumn: z.boolean().nullish(),
  }),
});

const operators = new Set(["sagemaker.s3_source_0.1", "sagemaker.s3.addsample_1"]);

/**
 * Reads the data set that a flow begins with. Its files were brought by the job, as an input that has the data set's name.
 *
 * @param folderOf where an input of that name lies; null where the job has none
 * @throws PersonError for other sources than S3, and for what cannot be read
 */
export async function readSource(
  step: FlowNode,
  folderOf: (name: string) => string | null,
): Promise<FlowTable> {
  if (step.type !== "SOURCE" || !operators.has(step.operator)) throw notHere(step, "this source");
  const parsed = definition.safeParse(step.parameters.dataset_definition);
  if (!parsed.success) {
    throw new PersonError(
      `Source ${step.node_id} of the flow: ${describeIssues(parsed.error.issues, step.parameters.dataset_definition)}`,
    );
  }
  const { datasetSourceType, name, s3ExecutionContext: form } = parsed.data;
  if (datasetSourceType.toUpperCase() !== "S3") throw notHere(step, `a source of ${datasetSourceType}`);
  if (form.s3AddsFilenameColumn === true) throw notHere(step, "s3AddsFilenameColumn");
  if ((form.s3SkipLines ?? 0) > 0) throw notHere(step, "s3SkipLines");
  const folder = folderOf(name);
  if (folder === null) {
    throw new PersonError(`The flow reads the data set ${name}, and the job has no input of that name.`);
  }
  const files = await filesIn(folder, name);
  switch (form.s3ContentType) {
    case "csv": {
      const delimiter = form.s3FieldDelimiter || ",";
      const read = async (file: string) =>
        csvTable(await readFile(file, "utf8"), form.s3HasHeader, delimiter);
      return joined(await Promise.all(files.map(read)), name);
    }
    case "parquet":
      return joined(
        await Promise.all(files.map(async (file) => await parquetTable(await readFile(file)))),
        name,
      );
    default:
      throw notHere(step, `s3ContentType ${form.s3ContentType}`);
  }
}

/** As Spark has it: names that begin with a point or an underscore are none of the data's. */
async function filesIn(folder: string, name: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (files.length === 0) throw new PersonError(`The data set ${name} has no files.`);
  return files;
}

/** Everything is text at first, and a field without any is missing. */
function csvTable(text: string, header: boolean, delimiter: string): FlowTable {
  const [first = [], ...others] = csvRecords(text, delimiter);
  const names = header ? first : first.map((_, place) => `_c${place}`);
  const rows = header ? others : [first, ...others];
  return names.map((name, place) => ({
    name,
    type: "string" as const,
    cells: rows.map((fields) => fields[place] || null),
  }));
}

async function parquetTable(bytes: Buffer): Promise<FlowTable> {
  const [{ parquetReadObjects, parquetMetadata, parquetSchema }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const file = new Uint8Array(bytes).buffer;
  const rows = await parquetReadObjects({ file, compressors });
  return parquetSchema(parquetMetadata(file)).children.map(({ element: { name, type, converted_type } }) =>
    typed(
      { name, isWhole: type === "INT32" || type === "INT64", isDate: converted_type === "DATE" },
      rows.map((row) => row[name] ?? null),
    ),
  );
}

interface Stored {
  readonly name: string;
  readonly isWhole: boolean;
  readonly isDate: boolean;
}

function typed(stored: Stored, values: readonly unknown[]): FlowColumn {
  const { name } = stored;
  const types = new Set(values.flatMap((value) => (value === null ? [] : [typeOfValue(value, stored)])));
  const [type = "string", ...others] = types;
  if (type === null || others.length > 0) {
    throw new PersonError(`Column ${name} of a Parquet file has values that are not read on the local AWS.`);
  }
  const cells = values.map((value): Cell => {
    if (value instanceof Date) return value.toISOString().slice(0, type === "date" ? 10 : undefined);
    // Its types were looked at.
    return type === "long" && value !== null ? BigInt(value as number | bigint) : (value as Cell);
  });
  return { name, type, cells };
}

function typeOfValue(value: unknown, { isWhole, isDate }: Stored): ColumnType | null {
  if (value instanceof Date) return isDate ? "date" : "datetime";
  switch (typeof value) {
    case "string":
      return "string";
    case "bigint":
      return "long";
    case "number":
      return isWhole ? "long" : "float";
    case "boolean":
      return "bool";
    default:
      return null;
  }
}

/** All files have the same columns, in the same order. */
function joined(tables: readonly FlowTable[], name: string): FlowTable {
  const filled = tables.filter((table) => table.length > 0);
  const [first = [], ...others] = filled;
  const namesOf = (table: FlowTable) => table.map((column) => column.name).join(", ");
  const other = others.find((table) => namesOf(table) !== namesOf(first));
  if (other) {
    throw new PersonError(
      `The files of ${name} have other columns: ${namesOf(first)}, and ${namesOf(other)}.`,
    );
  }
  return first.map((column, place) => ({
    ...column,
    // A file without any value of a column says nothing of its type.
    type:
      filled.find((table) => rowsOf(table) > 0 && table[place]?.cells.some((cell) => cell !== null))?.[place]
        ?.type ?? column.type,
    cells: filled.flatMap((table) => table[place]?.cells ?? []),
  }));
}
