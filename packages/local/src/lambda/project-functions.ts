import type { FunctionSource, Handler } from "./function-source.ts";

/** Driftwheel's own functions by its route table; imported when asked for, so that the AWS runs without them too. */
export async function projectFunctions(): Promise<FunctionSource> {
  const {
    durableFunctions,
    functionNames,
    messageFunctions,
    routes,
    schedules,
    taskFunctions,
    urlFunctions,
    topicsOfInferences,
  } = await import("@driftwheel/stacks/routes.ts");
  const { apiRoutes } = await import("@driftwheel/stacks/http/api-routes.ts");
  return {
    names: functionNames,
    durable: durableFunctions,
    tasks: taskFunctions,
    messages: messageFunctions,
    urls: urlFunctions,
    async subscriptions() {
      const fleet = await loadProjectFleet(process.env.DRIFTWHEEL_FLEET ?? null);
      return topicsOfInferences(fleet).map((topic) => ({ topic, function: "inferences" }));
    },
    routes,
    schedules,
    api: apiRoutes,
    async load(name) {
      const module: { handler?: unknown } = await import(`@driftwheel/functions/${name}.ts`);
      if (typeof module.handler !== "function") throw new Error(`functions/${name}.ts exports no handler.`);
      return module.handler as Handler; // Lambda's contract with a function
    },
  };
}

/**
 * Loads the fleet as the functions do when they are first called.
 *
 * @param path of a module, or null for the repository's own
 * @throws Error when it cannot be loaded, or is refused.
 */
export async function loadProjectFleet(path: string | null) {
  const { loadFleet } = await import("@driftwheel/functions/shell/fleet.ts");
  return await loadFleet(path);
}
