import { intake } from "./shell/intake.ts";
import { performs } from "./shell/performs.ts";

export const handler = intake({ name: "registry", performs: performs.registry });
