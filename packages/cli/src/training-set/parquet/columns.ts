import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from "hyparquet";

/** A column at the top of a file's schema. */
export interface ParquetColumn {
  readonly name: string;
  /** Its own element; one without children has values. */
  readonly element: SchemaElement;
  /** Of lists of fractions, which may be embeddings, what each is stored as; null elsewhere. */
  readonly listed: SchemaElement | null;
  /** What it holds besides single values and such lists, in words; null when nothing. */
  readonly nested: string | null;
  /** Whether pandas wrote it for the rows' names, which are no feature. */
  readonly isIndex: boolean;
}

/** Name of an index that has none, and whose file pandas' metadata were lost of (Spark drops them). */
const unnamedIndex = /^__index_level_\d+__$/;

/** What a file holds, column by column. */
export function parquetColumns(metadata: FileMetaData): readonly ParquetColumn[] {
  const indexes = indexColumns(metadata);
  return parquetSchema(metadata).children.map((tree) => {
    const { element } = tree;
    const listed = listedIn(tree);
    return {
      name: element.name,
      element,
      listed,
      nested: listed ? null : nestedKind(element),
      isIndex: indexes.has(element.name) || unnamedIndex.test(element.name),
    };
  });
}

/** https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists */
function listedIn({ element, children }: SchemaTree): SchemaElement | null {
  if (nestedKind(element) !== "a list") return null;
  const [repeated, other] = children;
  const [item, ...more] = repeated?.children ?? [];
  if (!item || other || more.length > 0) return null;
  return item.element.type === "FLOAT" || item.element.type === "DOUBLE" ? item.element : null;
}

/**
 * Names of the columns that hold the index of the data frame: `index_columns` of the file's `pandas` metadata. An index
 * that only counts is no column, and is told as an object there.
 * https://pandas.pydata.org/docs/development/developer.html#storing-pandas-dataframe-objects-in-apache-parquet-format
 */
function indexColumns({ key_value_metadata: pairs = [] }: FileMetaData): ReadonlySet<string> {
  const json = parseJson(pairs.find(({ key }) => key === "pandas")?.value ?? "{}");
  const pandas = json.ok ? json.value : null;
  const columns =
    typeof pandas === "object" && pandas !== null && "index_columns" in pandas ? pandas.index_columns : [];
  return new Set(
    Array.isArray(columns) ? columns.filter((name): name is string => typeof name === "string") : [],
  );
}

function nestedKind({ repetition_type, num_children, converted_type, logical_type }: SchemaElement) {
  if (repetition_type === "REPEATED" || converted_type === "LIST" || logical_type?.type === "LIST")
    return "a list";
  if (converted_type === "MAP" || converted_type === "MAP_KEY_VALUE" || logical_type?.type === "MAP")
    return "a map";
  if (logical_type?.type === "VARIANT") return "a variant";
  return num_children ? "an object" : null;
}
