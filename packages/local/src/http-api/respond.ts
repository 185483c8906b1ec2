import { type Answer, jsonAnswer } from "../http/answer.ts";

/** What API Gateway itself says. */
export function message(status: number, text: string): Answer {
  return jsonAnswer({ message: text }, { status });
}

/**
 * A function's answer as a response (payload format 2.0). What is no answer of that format, but JSON, is the body of a
 * success; that is API Gateway's rule too.
 */
export function answerOf(answer: unknown): Answer {
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    return jsonAnswer(answer ?? null);
  }
  // Checked as far as it is needed: everything else of it is text.
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer as {
    readonly statusCode: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    readonly cookies?: readonly string[];
    readonly body?: string | null;
    readonly isBase64Encoded?: boolean;
  };
  if (typeof statusCode !== "number") return message(500, "Internal Server Error");
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    status: statusCode,
    headers: {
      ...(body && !isBase64Encoded ? { "content-type": "text/plain;charset=UTF-8" } : {}),
      ...Object.fromEntries(named),
      ...(cookies ? { "set-cookie": [...cookies] } : {}),
    },
    body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? ""),
  };
}
