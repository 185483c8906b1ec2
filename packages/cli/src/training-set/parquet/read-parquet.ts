import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  type SchemaElement,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { messageOf, PersonError } from "../../context/errors.ts";
import type { Into, Table } from "../table.ts";
import type { TrainingFile } from "../training-files.ts";
import { type ParquetColumn, parquetColumns } from "./columns.ts";
import { type Conversion, conversionOf, listConversion } from "./convert.ts";

/** A page of nothing is empty whatever it was packed by: LZ4 has a byte for it, of which the library makes nothing. */
const ofPages: Compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => (length === 0 ? new Uint8Array() : unpack(input, length)),
  ]),
);

interface Wanted {
  readonly name: string;
  readonly conversion: Conversion;
}

/** Reads Parquet files, one column of one row group at a time, into a table. All have the columns of the first. */
export class ParquetReader {
  private columns: ReadonlySet<string> | null = null;

  /** @throws PersonError naming the file, and the column that is wrong */
  async file(file: TrainingFile, { table, read }: Into): Promise<void> {
    const { buffer, metadata } = await opened(file);
    const wanted = wantedOf(parquetColumns(metadata), file, table);
    this.sameColumns(wanted, file);
    const stored = withoutTypes(metadata);
    let rowStart = 0;
    for (const [group, { num_rows }] of metadata.row_groups.entries()) {
      const rows = Number(num_rows);
      const place = `${file.name}, row group ${group + 1}`;
      const columns: [string, readonly Value[]][] = [];
      for (const { name, conversion } of wanted) {
        const range = { rowStart, rowEnd: rowStart + rows };
        const raw = await columnOf({ file: buffer, metadata: stored, ...range }, name, file);
        if (raw.length !== rows) {
          throw new PersonError(`${place}, column ${name}: has ${raw.length} values; expected ${rows}.`);
        }
        columns.push([name, converted(raw, { name, conversion }, `${file.name}, row`, rowStart)]);
      }
      for (const [name, value] of file.partition)
        columns.push([name, Array.from({ length: rows }, () => value)]);
      table.addColumns(rows, columns, place);
      rowStart += rows;
      read(table.rows);
    }
  }

  private sameColumns(wanted: readonly Wanted[], { name: file }: TrainingFile): void {
    const names = new Set(wanted.map(({ name }) => name));
    this.columns ??= names;
    const before = this.columns;
    const other = [...before, ...names].filter((name) => !before.has(name) || !names.has(name));
    if (other.length === 0) return;
    throw new PersonError(`${file} and the file before differ in columns: ${listed(other)}.`);
  }
}

async function opened({ path, name }: TrainingFile) {
  try {
    const buffer = await asyncBufferFromFile(path);
    return { buffer, metadata: await parquetMetadataAsync(buffer, { geoparquet: false }) };
  } catch (error) {
    throw new PersonError(`${name} cannot be read as Parquet: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
}

/** The columns that are read; those that are not are noted in the table. */
function wantedOf(
  columns: readonly ParquetColumn[],
  { name: file }: TrainingFile,
  table: Table,
): readonly Wanted[] {
  const twice = columns.find(({ name }, at) => columns.findIndex((column) => column.name === name) !== at);
  if (twice) throw new PersonError(`${file}: two columns are called ${JSON.stringify(twice.name)}.`);
  for (const { name, isIndex } of columns) {
    if (isIndex) table.leftOut.set(name, "the index of a pandas data frame; reset_index() makes it a column");
  }
  const wanted = columns.filter(({ name }) => table.takes(name));
  const nested = wanted.filter((column) => column.nested !== null);
  if (nested.length > 0) {
    const kinds = nested.map(({ name, nested }) => `${name} (${nested})`);
    throw new PersonError(
      `${file}: a column with more than one value in a row can be no feature: ${listed(kinds)}. Leave it out with --without ${nested.map(({ name }) => name).join(",")}, or make columns of its parts.`,
    );
  }
  return wanted.map(({ name, element, listed: item }) => {
    if (item) table.lists.set(name, `${file}, column ${name}`);
    const conversion = item ? listConversion(item) : conversionOf(element);
    if (!conversion) throw new PersonError(noFeature(`${file}, column ${name}`, name));
    if (conversion.remark !== null) table.remarks.set(name, conversion.remark);
    return { name, conversion };
  });
}

/** The values as they are stored: what their logical types mean is told by `conversionOf`, without losing digits. */
function withoutTypes(metadata: FileMetaData): FileMetaData {
  return {
    ...metadata,
    schema: metadata.schema.map(({ logical_type, converted_type, ...element }): SchemaElement => {
      return element.num_children ? ({ ...element, logical_type, converted_type } as SchemaElement) : element;
    }),
  };
}

async function columnOf(
  options: { file: AsyncBuffer; metadata: FileMetaData; rowStart: number; rowEnd: number },
  column: string,
  { name: file }: TrainingFile,
): Promise<ArrayLike<unknown>> {
  const { rowStart, rowEnd } = options;
  const settings = {
    columns: [column],
    compressors: ofPages,
    utf8: false,
    useOffsetIndex: false,
    parsers: { timestampFromNanoseconds: (nanoseconds: bigint) => nanoseconds },
  };
  try {
    // A scan keeps what it read, so each column of each group has its own.
    const scan = await parquetScan({ ...options, ...settings });
    return await scan.readColumn({ column, rowStart, rowEnd });
  } catch (error) {
    const why = `cannot be read as Parquet: ${messageOf(error)}`;
    throw new PersonError(`${file}, column ${column}: ${why}`, undefined, { cause: error });
  }
}

function converted(
  raw: ArrayLike<unknown>,
  { name, conversion }: Wanted,
  row: string,
  rowStart: number,
): readonly Value[] {
  return Array.from(raw, (stored, at) => {
    const value = stored === null || stored === undefined ? null : conversion.value(stored);
    if (value === undefined)
      throw new PersonError(noFeature(`${row} ${rowStart + at + 1}, column ${name}`, name));
    return value;
  });
}

function noFeature(place: string, name: string): string {
  return `${place}: holds bytes, or a time beyond the calendar; expected numbers, texts, times, true or false. --without ${name} leaves it out.`;
}

function listed(names: readonly string[]): string {
  return names.slice(0, 20).join(", ") + (names.length > 20 ? `, and ${names.length - 20} more` : "");
}
