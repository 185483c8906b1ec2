import type { FunctionSource } from "@driftwheel/local/lambda/function-source.ts";
import { projectFunctions } from "@driftwheel/local/lambda/project-functions.ts";

/**
 * Driftwheel's own functions, which load only when something is there: a team has its endpoint before it deploys
 * Driftwheel. What happened until then waits in the functions' queues.
 */
export async function deployedAfter(something: Promise<void>): Promise<FunctionSource> {
  const source = await projectFunctions();
  return {
    ...source,
    async load(name) {
      await something;
      return source.load(name);
    },
  };
}
