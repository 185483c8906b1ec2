import { InputError } from "../container/run-program.ts";
import { type Model, predictRow } from "../model/model.ts";
import { recordsIn } from "../table/read-table.ts";
import { csvField } from "../table/write-table.ts";
import { type ResponseKey, responseValue } from "./response-keys.ts";

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Answers rows of CSV without a header, the columns in the data's order and the target left out, with a row each. */
export function answer(
  model: Model,
  keys: readonly ResponseKey[],
  { contentType, body }: { readonly contentType: string; readonly body: string },
): Reply {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "text/csv") {
    return { status: 415, body: `The content type is "${contentType}"; this model reads text/csv.` };
  }
  try {
    const rows = recordsIn(body, "The request");
    if (rows.length === 0) return { status: 400, body: "The request has no rows." };
    const lines = rows.map((row, index) => {
      checkRow(model, row, index + 1);
      const prediction = predictRow(model, row);
      return keys.map((key) => csvField(responseValue(key, prediction, model))).join(",");
    });
    return { status: 200, body: `${lines.join("\n")}\n` };
  } catch (error) {
    if (error instanceof InputError) return { status: 400, body: error.message };
    throw error;
  }
}

function checkRow({ encoder, target }: Model, row: readonly string[], number: number): void {
  const names = encoder.map(({ name }) => name);
  if (row.length !== names.length) {
    throw new InputError(
      `Row ${number} has ${row.length} values; expected ${names.length}, ${names.join(",")}, without the target ${target}.`,
    );
  }
  if (number === 1 && row.join("\n") === names.join("\n")) {
    throw new InputError("Row 1 is the header; expected rows of values alone.");
  }
}
