import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";

/** One service as the server sees it. */
export interface HttpService {
  /** Name in the credential scope, and in the fault plan. */
  readonly name: string;
  accepts(call: Call): boolean;
  handle(call: Call): Promise<Answer>;
}
