import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { z } from "zod";
import { optMl } from "../container/run-analyzer.ts";
import { exportTable } from "./export.ts";
import { parseFlow, stepsTo } from "./flow.ts";
import { outputForms } from "./job-arguments.ts";
import { readSource } from "./read-source.ts";
import { rowsOf } from "./table.ts";
import { transform } from "./transforms.ts";

/** `/opt/ml/config/processingjobconfig.json`, as far as it is read here. */
const jobConfig = z.looseObject({
  ProcessingJobName: z.string(),
  ProcessingInputs: z
    .array(
      z.looseObject({ InputName: z.string(), S3Input: z.looseObject({ LocalPath: z.string() }).nullish() }),
    )
    .default([]),
  ProcessingOutputConfig: z.looseObject({
    Outputs: z.array(
      z.looseObject({ OutputName: z.string(), S3Output: z.looseObject({ LocalPath: z.string() }).nullish() }),
    ),
  }),
});

/**
 * Runs the flow of a job, and exports each of the job's outputs.
 *
 * @param given the container's arguments
 * @returns what to say of it
 * @throws PersonError for flows and steps that are not done on this machine
 */
export async function runFlow(variables: NodeJS.ProcessEnv, given: readonly string[]): Promise<string> {
  const root = optMl(variables);
  // The service writes the file.
  const job = jobConfig.parse(
    JSON.parse(await readFile(join(root, "config", "processingjobconfig.json"), "utf8")),
  );
  const folders = new Map(
    job.ProcessingInputs.flatMap(({ InputName, S3Input }) =>
      S3Input ? [[InputName, placed(S3Input.LocalPath, root)] as const] : [],
    ),
  );
  const flow = parseFlow(await readFile(await flowFile(folders.get("flow")), "utf8"));
  const forms = outputForms(given);
  const said: string[] = [];
  for (const { OutputName: name, S3Output } of job.ProcessingOutputConfig.Outputs) {
    if (!S3Output)
      throw new PersonError(
        `The output ${name} goes elsewhere than to S3, which is not implemented on the local AWS.`,
      );
    const [source, ...steps] = stepsTo(name, flow);
    const table = steps.reduce(transform, await readSource(source, (data) => folders.get(data) ?? null));
    const folder = join(placed(S3Output.LocalPath, root), job.ProcessingJobName, ...name.split("."));
    await exportTable(table, folder, forms.get(name) ?? { contentType: "CSV", delimiter: "," });
    said.push(`${rowsOf(table)} rows of ${name}`);
  }
  return `Exported ${said.join(", ")}.`;
}

/** Where a path of the container lies. */
function placed(path: string, root: string): string {
  return path.replace(/^\/opt\/ml(?=\/|$)/, root);
}

async function flowFile(folder: string | undefined): Promise<string> {
  const files = folder === undefined ? [] : await readdir(folder);
  const file = files.find((name) => name.endsWith(".flow"));
  if (folder === undefined || file === undefined) {
    throw new PersonError(
      "The job has no flow: expected an input that is called flow, with a file that ends in .flow.",
    );
  }
  return join(folder, file);
}
