import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folders } from "./folders.ts";

/** What is wrong with a job's data or request, in words for who asked for it. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/**
 * Leads a job's program to its end. What goes wrong is left where the service looks for it: `failure` of a training
 * container, `message` of a processing container.
 */
export async function runProgram(file: "failure" | "message", program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.exitCode = 1;
    // What is no person's to mend is shown with its stack.
    console.error(error instanceof InputError ? error.message : error);
    await mkdir(folders.output, { recursive: true });
    await writeFile(join(folders.output, file), error instanceof Error ? error.message : String(error));
  }
}
