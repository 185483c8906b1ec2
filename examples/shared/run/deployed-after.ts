import type { FunctionSource } from "@driftwheel/local/lambda/function-source.ts";
import { projectFunctions } from "@driftwheel/local/lambda/project-functions.ts";

/**
 * Driftwheel's own functions, which load only when something is there: a team has its endpoint before it deploys
 * Driftwheel. What happened until then waits in the functions' queues.
 *
 * @param load where the functions come from, when not from functions/.
 */
export async function deployedAfter(
  something: Promise<void>,
  load?: FunctionSource["load"],
): Promise<FunctionSource> {
  const source = await projectFunctions();
  return {
    ...source,
    async load(name) {
      await something;
      return (load ?? source.load)(name);
    },
  };
}
