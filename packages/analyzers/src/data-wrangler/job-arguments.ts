import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { describeIssues } from "@driftwheel/core/schema/issues.ts";
import { z } from "zod";

/** In which form an output is written. */
export interface OutputForm {
  readonly contentType: "CSV" | "PARQUET";
  readonly delimiter: string;
}

const form = z.looseObject({
  content_type: z
    .string()
    .transform((type) => type.toUpperCase())
    .pipe(z.enum(["CSV", "PARQUET"], { error: "CSV or PARQUET" }))
    .default("CSV"),
  delimiter: z.string().min(1).default(","),
  partition_config: z.looseObject({ num_partitions: z.number().nullish() }).nullish(),
});
const outputConfig = z.record(z.string(), form);
const refit = z.looseObject({ refit: z.boolean().default(false) });

/**
 * How the outputs are written: `--output-config '{"<node>.default": {"content_type": "CSV"}}'`, as the notebooks that
 * Studio exports give it, in one argument with the quotes of a shell.
 *
 * @throws PersonError for arguments that mean something else to do
 */
export function outputForms(given: readonly string[]): ReadonlyMap<string, OutputForm> {
  const options = optionsIn(given.join(" "));
  const unknown = [...options.keys()].find(
    (name) => name !== "--output-config" && name !== "--refit-trained-params",
  );
  if (unknown !== undefined) throw new PersonError(`${unknown} is not implemented on the local AWS.`);
  if (read(refit, options.get("--refit-trained-params") ?? "{}", "--refit-trained-params").refit) {
    throw new PersonError(
      "--refit-trained-params: to learn parameters anew is not implemented on the local AWS.",
    );
  }
  const config = read(outputConfig, options.get("--output-config") ?? "{}", "--output-config");
  return new Map(
    Object.entries(config).map(([output, { content_type, delimiter, partition_config }]) => {
      const { num_partitions = 1, ...others } = partition_config ?? {};
      if ((num_partitions ?? 1) !== 1 || Object.keys(others).length > 0) {
        throw new PersonError(
          `partition_config of ${output} is not implemented on the local AWS: it writes one part.`,
        );
      }
      return [output, { contentType: content_type, delimiter }];
    }),
  );
}

function optionsIn(text: string): ReadonlyMap<string, string> {
  const options = [...text.matchAll(/(--[\w-]+)(?:[ =]+('[^']*'|(?:(?!\s--).)*))?/gs)];
  return new Map(options.map(([, name = "", value = ""]) => [name, value.trim().replace(/^'(.*)'$/s, "$1")]));
}

function read<Schema extends z.ZodType>(schema: Schema, text: string, name: string): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PersonError(`${name} is ${JSON.stringify(text)}; expected JSON.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new PersonError(`${name}: ${describeIssues(parsed.error.issues, json)}`);
}
