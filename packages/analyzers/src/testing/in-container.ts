import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";

/** What a container of Model Monitor has: files of data, and those of an earlier baseline. */
export interface Given {
  readonly data: string;
  /** What the data's file is called; a CSV unless told. */
  readonly name?: string;
  readonly statistics?: unknown;
  readonly constraints?: unknown;
  /** Beside and instead of the usual variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Writes the files, and answers the variables that name them. */
export function variablesOf({
  data,
  name = "rows.csv",
  statistics,
  constraints,
  variables,
}: Given): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", name), data);
  const baseline = Object.entries({
    baseline_statistics: statistics,
    baseline_constraints: constraints,
  }).flatMap(([variable, document]) => {
    if (document === undefined) return [];
    const file = join(folder, `${variable}.json`);
    writeFileSync(file, JSON.stringify(document));
    return [[variable, file] as const];
  });
  return {
    dataset_format: '{"csv": {"header": true, "output_columns_position": "START"}}',
    dataset_source: join(folder, "data"),
    output_path: join(folder, "output"),
    publish_cloudwatch_metrics: "Disabled",
    ...Object.fromEntries(baseline),
    ...variables,
  };
}
