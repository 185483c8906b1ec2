import { Console } from "node:console";

/**
 * In Lambda, standard output is where CloudWatch reads logs and metrics. Anywhere else it belongs to whoever hosts
 * the function, so there they go to standard error.
 */
export function withLogStream<Writer extends object>(writer: Writer): Writer {
  if (process.env.AWS_LAMBDA_FUNCTION_NAME === undefined) {
    const console = new Console({ stdout: process.stderr, stderr: process.stderr });
    // Powertools has no option for its stream. The field is private to TypeScript only; a test holds it to account.
    Reflect.set(writer, "console", console);
  }
  return writer;
}
