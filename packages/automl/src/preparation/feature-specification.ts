import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../container/run-program.ts";
import type { Table } from "../table/table.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TabularJobConfig.html, FeatureSpecificationS3Uri */
const specification = z.strictObject({
  FeatureAttributeNames: z.array(z.string()).min(1).optional(),
  FeatureDataTypes: z.record(z.string(), z.string()).optional(),
});

/**
 * The columns that are learnt from, as the file in the folder names them; null where all are.
 *
 * @throws InputError for a file that is no specification
 */
export function readFeatureNames(folder: string): readonly string[] | null {
  if (!existsSync(folder)) return null;
  const [file] = readdirSync(folder);
  if (file === undefined) throw new InputError("FeatureSpecificationS3Uri names no file.");
  const parsed = specification.safeParse(json(readFileSync(join(folder, file), "utf8")));
  if (!parsed.success) {
    throw new InputError(
      'The feature specification must be JSON such as {"FeatureAttributeNames": ["swell", "berth"]}.',
    );
  }
  if (parsed.data.FeatureDataTypes !== undefined) {
    throw new InputError(
      "Driftwheel's local SageMaker does not implement FeatureDataTypes; types are found in the data.",
    );
  }
  return parsed.data.FeatureAttributeNames ?? null;
}

/**
 * The table with these features and the target alone, in the order that its columns have.
 *
 * @throws InputError for a feature that is no column, or is the target
 */
export function onlyFeatures(table: Table, features: readonly string[] | null, target: string): Table {
  if (features === null) return table;
  const missing = features.filter((name) => name === target || !table.columns.includes(name));
  if (missing.length > 0) {
    throw new InputError(
      `The feature specification names ${missing.join(", ")}; features are columns of the data, which are ${table.columns.join(", ")}, without the target.`,
    );
  }
  const places = table.columns.flatMap((name, index) =>
    name === target || features.includes(name) ? [index] : [],
  );
  const picked = (row: readonly string[]) => places.map((place) => row[place] ?? "");
  return { columns: picked(table.columns), rows: table.rows.map(picked) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
