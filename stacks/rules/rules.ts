import { cdkNag } from "./cdk-nag.ts";
import { checkov } from "./checkov.ts";
import { ofPages } from "./page.ts";

/** Every rule that a deployment meets, or leaves open by stacks/rules/exceptions.ts. */
export const rules = [...checkov, ...cdkNag, ...ofPages];
