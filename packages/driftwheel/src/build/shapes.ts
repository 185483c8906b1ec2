import { fleetPolicy, modelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { DeploymentInput } from "@driftwheel/stacks/settings.ts";
import type * as z from "zod";

/** Only the types of these are of interest: tsc writes them out where it infers them, and by their names elsewhere. */
declare function written<Schema extends z.ZodType>(schema: Schema): Schema["_zod"]["input"];
declare function checked<Schema extends z.ZodType>(schema: Schema): Schema["_zod"]["output"];
declare function plain<Type>(): { [Field in keyof Type]: Type[Field] };

export const fleetInput = written(fleetPolicy);
export const modelPolicyInput = written(modelPolicy);
export const fleet = checked(fleetPolicy);
export const modelPolicyChecked = checked(modelPolicy);
export const settingsInput = plain<DeploymentInput>();
