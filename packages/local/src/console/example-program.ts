import { fileURLToPath } from "node:url";

/** What runs the example against this server, as words for Node: a process of its own. */
export function exampleProgram(): readonly string[] {
  return [fileURLToPath(new URL("../../../../examples/frost/on-server.ts", import.meta.url))];
}
