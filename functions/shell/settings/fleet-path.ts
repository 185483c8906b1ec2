import * as z from "zod/mini";
import { fleetModule, readEnvironment, type Variables } from "./read-environment.ts";

/** What a function is told that needs the fleet and nothing else: its module, null for the repository's own. */
export function readFleetPath(variables: Variables): string | null {
  return readEnvironment(z.object(fleetModule), variables).DRIFTWHEEL_FLEET ?? null;
}
