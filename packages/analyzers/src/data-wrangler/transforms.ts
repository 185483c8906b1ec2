import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { castColumn } from "./cast.ts";
import { type FlowNode, notHere } from "./flow.ts";
import { inferType } from "./infer-types.ts";
import {
  type Cell,
  type ColumnType,
  columnIn,
  columnTypes,
  type FlowColumn,
  type FlowTable,
  isMissing,
  withRows,
} from "./table.ts";

type Parameters = Readonly<Record<string, unknown>>;
type Transform = (table: FlowTable, step: FlowNode) => FlowTable;

/** What the steps of a flow do, by the operators' names. Any other is refused. */
const transforms: Readonly<Record<string, Transform>> = {
  "sagemaker.spark.infer_and_cast_type_0.1": inferAndCast,
  "sagemaker.spark.cast_single_data_type_0.1": castSingle,
  "sagemaker.spark.manage_columns_0.1": dispatched({
    "Drop column": ["drop_column_parameters", dropColumns],
    "Duplicate column": ["duplicate_column_parameters", duplicateColumn],
    "Rename column": ["rename_column_parameters", renameColumns],
  }),
  "sagemaker.spark.handle_missing_0.1": dispatched({
    "Drop missing": ["drop_missing_parameters", dropMissing],
    "Fill missing": ["fill_missing_parameters", fillMissing],
  }),
};

/** @throws PersonError for a step that is not done here, or that its data cannot be */
export function transform(table: FlowTable, step: FlowNode): FlowTable {
  const known = Object.hasOwn(transforms, step.operator) ? transforms[step.operator] : undefined;
  if (!known) throw notHere(step, "this operator");
  return known(table, step);
}

type Choice = readonly [string, (table: FlowTable, parameters: Parameters, step: FlowNode) => FlowTable];

/** The operator in the parameters says which of several things a step does. */
function dispatched(choices: Readonly<Record<string, Choice>>): Transform {
  return (table, step) => {
    const name = String(step.parameters.operator);
    const choice = Object.hasOwn(choices, name) ? choices[name] : undefined;
    if (!choice) throw notHere(step, `"${name}"`);
    const [member, act] = choice;
    return act(table, objectOf(step.parameters[member]), step);
  };
}

function inferAndCast(table: FlowTable, { trained_parameters }: FlowNode): FlowTable {
  const schema = objectOf(trained_parameters?.schema);
  if (Object.keys(schema).length === 0) {
    return table.map((column) => castColumn(column, inferType(column)));
  }
  const missing = table.find(({ name }) => !Object.hasOwn(schema, name));
  const unknown = Object.keys(schema).find((name) => !table.some((column) => column.name === name));
  if (missing || unknown !== undefined) {
    throw new PersonError(
      `The flow has learned types of ${Object.keys(schema).length} columns, and the data have ${table.length}: ${missing ? `${missing.name} is new` : `${unknown} is not there`}.`,
    );
  }
  // In the schema's order, as Spark selects them.
  return Object.entries(schema).map(([name, type]) =>
    type === "object"
      ? columnIn(table, name, "A column")
      : castColumn(columnIn(table, name, "A column"), typeOf(type, name)),
  );
}

function castSingle(table: FlowTable, step: FlowNode): FlowTable {
  const {
    column: name,
    data_type,
    non_castable_data_handling_method: handling = "replace_null",
  } = step.parameters;
  if (handling !== "replace_null" && handling !== "drop") {
    throw notHere(step, `non_castable_data_handling_method "${handling}"`);
  }
  const type = typeOf(data_type, String(name));
  // Dates are read by a form of their own there.
  if (type === "date" || type === "datetime") throw notHere(step, `a cast to ${type}`);
  const cast = castColumn(columnIn(table, name, "column"), type);
  const whole = replaced(table, cast);
  return handling === "drop" ? withRows(whole, (row) => cast.cells[row] !== null) : whole;
}

function dropColumns(table: FlowTable, { column_to_drop }: Parameters): FlowTable {
  const names = listOf(column_to_drop).map((name) => columnIn(table, name, "column_to_drop").name);
  return table.filter(({ name }) => !names.includes(name));
}

function duplicateColumn(table: FlowTable, { input_column, new_name }: Parameters): FlowTable {
  const column = columnIn(table, input_column, "input_column");
  return [...table, { ...column, name: newName(new_name, table) }];
}

function renameColumns(
  table: FlowTable,
  { input_column, new_name, columns_to_rename }: Parameters,
): FlowTable {
  const all = [
    ...listOf(columns_to_rename).map(objectOf),
    ...(input_column === undefined ? [] : [{ input_column, new_name }]),
  ];
  return all.reduce<FlowTable>((renamed, one) => {
    const column = columnIn(renamed, one.input_column, "input_column");
    const name = newName(one.new_name, renamed);
    return renamed.map((each) => (each === column ? { ...each, name } : each));
  }, table);
}

function dropMissing(table: FlowTable, parameters: Parameters, step: FlowNode): FlowTable {
  const { dimension = "Drop Rows" } = parameters;
  if (dimension !== "Drop Rows") throw notHere(step, `"${String(dimension)}"`);
  // Older flows have it a level deeper.
  const { input_column } = { ...parameters, ...objectOf(parameters.drop_rows_parameters) };
  const names = listOf(input_column);
  const looked = names.length === 0 ? table : names.map((name) => columnIn(table, name, "input_column"));
  return withRows(table, (row) => looked.every((column) => !isMissing(column, row)));
}

function fillMissing(table: FlowTable, parameters: Parameters, step: FlowNode): FlowTable {
  const { input_column, output_column, fill_value } = parameters;
  if (output_column !== undefined && output_column !== null && output_column !== "")
    throw notHere(step, "an output_column");
  return listOf(input_column).reduce<FlowTable>((filled, name) => {
    const column = columnIn(filled, name, "input_column");
    if (column.type === "date" || column.type === "datetime")
      throw notHere(step, `a fill of a ${column.type}`);
    const [value = null] = castColumn(
      { name: column.name, type: "string", cells: [String(fill_value)] },
      column.type,
    ).cells;
    if (value === null) {
      throw new PersonError(
        `fill_value is ${JSON.stringify(fill_value)}, which is no ${column.type}, as column ${column.name} is.`,
      );
    }
    const cells = column.cells.map((cell, row): Cell => (isMissing(column, row) ? value : cell));
    return replaced(filled, { ...column, cells });
  }, table);
}

function replaced(table: FlowTable, by: FlowColumn): FlowTable {
  return table.map((column) => (column.name === by.name ? by : column));
}

function newName(given: unknown, table: FlowTable): string {
  const isFree =
    typeof given === "string" && given.trim() !== "" && !table.some(({ name }) => name === given);
  if (!isFree)
    throw new PersonError(`new_name is ${JSON.stringify(given)}; expected a name that no column has.`);
  return given;
}

function typeOf(given: unknown, name: string): ColumnType {
  const type = columnTypes.find((one) => one === given);
  if (type) return type;
  throw new PersonError(
    `The type of ${name} is ${JSON.stringify(given)}; expected one of ${columnTypes.join(", ")}.`,
  );
}

function listOf(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  return given === undefined || given === null ? [] : [given];
}

function objectOf(given: unknown): Parameters {
  // Members are checked where they are used.
  return typeof given === "object" && given !== null && !Array.isArray(given) ? (given as Parameters) : {};
}
