import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import { type CaptureFile, wrongInput } from "./capture-files.ts";
import { firstLine } from "./first-line.ts";

/** What the lines of a file are: captured requests, or the rows themselves, as a batch transform reads them. */
export type FileKind =
  | { readonly kind: "captures" }
  | { readonly kind: "json" }
  /** The first line is no row where it has the columns' names. */
  | { readonly kind: "csv"; readonly hasHeader: boolean };

/** Characters that are looked at; a first line that is longer is one of captures. */
const longestLooked = 1_000_000;

/**
 * Tells by a file's name and its first line what its lines are.
 *
 * @throws PersonError when the file only names others, as the captures of a batch transform do, or its columns stand in
 *   another order than the rows are read in
 */
export async function kindOf(
  file: CaptureFile,
  columns: readonly string[],
  delimiter: string,
): Promise<FileKind> {
  const line = await firstLine(file.path, longestLooked);
  if (/\.csv(?:\.gz)?$/i.test(file.name)) return csvKind(file, line.split(delimiter), columns);
  const json = parseJson(line);
  if (!json.ok) return { kind: "captures" };
  if (isManifest(json.value)) {
    throw wrongInput(
      `${file.name} names files in S3 and holds no rows, as a batch transform's captures do. Copy the files that it names, and assess them.`,
    );
  }
  const { value } = json;
  const isCapture = typeof value === "object" && value !== null && "captureData" in value;
  return { kind: isCapture ? "captures" : "json" };
}

function csvKind({ name }: CaptureFile, first: readonly string[], columns: readonly string[]): FileKind {
  const fields = first.map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  if (fields.length !== columns.length || !fields.every((field) => columns.includes(field))) {
    return { kind: "csv", hasHeader: false };
  }
  if (fields.every((field, at) => field === columns[at])) return { kind: "csv", hasHeader: true };
  throw wrongInput(
    `${name} has the columns ${fields.join(",")}; expected them in the order ${columns.join(",")}, which drift.columns of a fleet tells.`,
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-batch.html */
function isManifest(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [first] = value;
  return typeof first === "object" && first !== null && "prefix" in first;
}
