import { register } from "node:module";

/** Lets modules of a team's own be TypeScript on every Node that the package runs on. */
export function readTypeScript(): void {
  if (!process.features.typescript) register("./strip-types.js", import.meta.url);
}
