/** Causes that are followed, and errors beside each other that are told. */
const most = 5;

/** Messages that leave the reason to the cause. */
const leavesToCause = /^fetch failed$/;

/**
 * What an error says, for people. Of a refused connection Node makes an AggregateError whose message is empty and whose
 * `errors` have the reasons (https://nodejs.org/api/net.html#netgetdefaultautoselectfamily), and `fetch` leaves it to its cause.
 */
export function errorMessage(error: unknown): string {
  return said(error, most) || "no reason given";
}

function said(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return error === undefined || error === null ? "" : String(error);
  const message = error.message.trim();
  if ((message !== "" && !leavesToCause.test(message)) || depth === 0) return message;
  const inside =
    error instanceof AggregateError
      ? [...new Set(error.errors.slice(0, most).map((one) => said(one, depth - 1)))].join("; ")
      : said(error.cause, depth - 1);
  return [message, inside].filter((part) => part !== "").join(": ") || error.name;
}
