import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";

/** What an analysis has found. */
export interface Analysis {
  /** Files to write into the output's folder, by name. */
  readonly files: Readonly<Record<string, unknown>>;
  /** Null where nothing was checked against a baseline. */
  readonly violations: readonly object[] | null;
}

/** The folder that stands for `/opt/ml`. */
export function optMl(variables: NodeJS.ProcessEnv): string {
  return variables.OPT_ML ?? "/opt/ml";
}

/**
 * Leads an analyzer to its end as a processing container: its files, a message that says how it ended, and an exit code
 * that is not 0 when it could not. The messages are Model Monitor's own, as
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-results.html has them.
 */
export async function runAnalyzer(
  analyze: () => Promise<{ readonly output: string; readonly analysis: Analysis }>,
): Promise<void> {
  await runContainer(async () => {
    const { output, analysis } = await analyze();
    return await write(output, analysis);
  });
}

/** Leads a program to its end as a processing container, by what it has to say; its exit code is not 0 when it could not. */
export async function runContainer(act: () => Promise<string>): Promise<void> {
  try {
    await say(await act());
  } catch (error) {
    process.exitCode = 255;
    // What is no person's to mend is shown with its stack.
    console.error(error instanceof PersonError ? error.message : error);
    await say(error instanceof Error ? error.message : String(error));
  }
}

async function write(output: string, { files, violations }: Analysis): Promise<string> {
  await mkdir(output, { recursive: true });
  // Model Monitor writes no report where there is nothing to report.
  const found = violations ?? [];
  const all =
    found.length === 0
      ? files
      : { ...files, "constraint_violations.json": { version: 0, violations: found } };
  for (const [name, document] of Object.entries(all)) {
    await writeFile(join(output, name), `${JSON.stringify(document, null, 2)}\n`);
  }
  if (found.length === 0) return "Completed: Job completed successfully with no violations.";
  return `CompletedWithViolations: Job completed successfully with ${found.length} violations.`;
}

async function say(message: string): Promise<void> {
  console.log(message);
  const folder = join(optMl(process.env), "output");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "message"), message);
}
