import type { FunctionSource, Handler, Route, Schedule } from "./function-source.ts";

const names = ["drift", "retraining", "registry", "endpoint", "rollout", "monitor", "sweep"];

/** Driftwheel's own functions by its route table; imported here and nowhere else, so that the AWS runs alone too. */
export async function projectFunctions(): Promise<FunctionSource> {
  const table = await import(["@driftwheel", "stacks", "routes.ts"].join("/"));
  return {
    names,
    durable: new Set(["rollout"]),
    // The route table's own types say so.
    routes: table.routes as readonly Route[],
    schedules: table.schedules as readonly Schedule[],
    async load(name) {
      const module: { handler?: unknown } = await import(`@driftwheel/functions/${name}.ts`);
      if (typeof module.handler !== "function") {
        throw new Error(`functions/${name}.ts exports no handler.`);
      }
      return module.handler as Handler; // Lambda's contract with a function
    },
  };
}
