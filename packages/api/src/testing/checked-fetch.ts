import { documentCheck } from "./document-check.ts";

/**
 * `fetch` that holds every answer of an API to its document.
 *
 * @param origin what the API's addresses begin with; all others are let through
 */
export function checkedFetch(origin = ""): typeof fetch {
  const document = documentCheck();
  const send = globalThis.fetch;
  return async (input, init) => {
    const answer = await send(input, init);
    const url = input instanceof Request ? input.url : String(input);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (url.startsWith(origin)) await document.check(method, new URL(url).pathname, answer.clone());
    return answer;
  };
}
