import { Logger } from "@aws-lambda-powertools/logger";
import { withLogStream } from "./log-stream.ts";

/** The logger of one function: a line of JSON for each message, with the function's name in it. */
export function loggerOf(serviceName: string): Logger {
  return withLogStream(new Logger({ serviceName }));
}
