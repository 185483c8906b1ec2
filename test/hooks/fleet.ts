import { hookFleet } from "../../functions/hooks/testing/hook-fleet.ts";

/** Loaded by the function as a team's own fleet file would be. */
export default hookFleet;
