import { Driftwheel, settingsOfStage } from "./sst.ts";

/**
 * What `sst deploy` runs here: the component that the package has, in an app of its own.
 *
 * @throws Error naming what is missing or wrong.
 */
export function deploy() {
  return new Driftwheel("Driftwheel", settingsOfStage()).created;
}
