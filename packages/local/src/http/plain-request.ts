import type { HttpRequest, RequestHeaders } from "./request.ts";

/** Bytes; a longer head is Node's to judge. */
const longestHead = 16_384;
const headEnd = Buffer.from("\r\n\r\n");

/** Lines of what can be seen, and nothing that HTTP would have to be asked about. */
const plainHead = /^(?:[\t -~]+\r\n)*[\t -~]+$/;
const requestLine = /^(GET|HEAD|POST|PUT|DELETE) ([!-~]+) HTTP\/1\.1$/;
const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** They ask for more than an answer: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1, and what frames a body. */
const unusual = new Set(["transfer-encoding", "expect", "upgrade", "trailer", "__proto__"]);

/**
 * One whole request of HTTP/1.1 as clients of AWS write it: its head and its body, by their length, are these bytes. Null
 * for everything else, right or wrong.
 */
export function plainRequestOf(bytes: Buffer): HttpRequest | null {
  const end = bytes.indexOf(headEnd);
  if (end < 0 || end > longestHead) return null;
  const head = bytes.toString("latin1", 0, end);
  if (!plainHead.test(head)) return null;
  const [first = "", ...lines] = head.split("\r\n");
  const [, method, url] = requestLine.exec(first) ?? [];
  const headers = method === undefined ? null : headersOf(lines);
  if (method === undefined || url === undefined || headers === null) return null;
  const { host, "content-length": length = "0", connection = "keep-alive" } = headers;
  if (host === undefined || !/^\d{1,9}$/.test(length) || connection.toLowerCase() !== "keep-alive")
    return null;
  const body = bytes.subarray(end + headEnd.length);
  if (body.length !== Number(length)) return null;
  return { method, url, headers, body: () => Promise.resolve(body) };
}

/** Null where a header is not of a form that everybody reads alike, or is there twice. */
function headersOf(lines: readonly string[]): RequestHeaders | null {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 0 || !token.test(name) || unusual.has(name) || headers[name] !== undefined) return null;
    headers[name] = line.slice(colon + 1).trim();
  }
  return headers;
}
