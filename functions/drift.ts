import { intake } from "./shell/intake.ts";

export const handler = intake({ name: "drift" });
