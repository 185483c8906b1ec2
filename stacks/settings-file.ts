import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a stage's settings are, in the repository's root. */
export function settingsFile(stage: string): string {
  return `deployment.${stage}.json`;
}

/**
 * A stage's settings as they are written, unchecked; undefined where there are none.
 *
 * @throws Error naming the file when it is no JSON, and where.
 */
export function writtenSettings(root: string, stage: string): unknown {
  const name = settingsFile(stage);
  const file = join(root, name);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} is no JSON: ${why}. stacks/deployment.example.json has the form of it.`, {
      cause: error,
    });
  }
}
