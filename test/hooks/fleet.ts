import { hookFleet } from "../../functions/shell/hook-testing/hook-fleet.ts";

/** Loaded by the function as a team's own fleet file would be. */
export default hookFleet;
