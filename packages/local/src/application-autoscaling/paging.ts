import { invalidToken } from "./errors.ts";

/** A list shows fifty elements unless fewer are asked for. */
const defaultSize = 50;

/** One page of a list, and the token of the next one when there is more. */
export function page<Item>(
  items: readonly Item[],
  request: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const start = request.NextToken === undefined ? 0 : positionOf(request.NextToken);
  const end = start + (request.MaxResults ?? defaultSize);
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { NextToken: Buffer.from(String(end)).toString("base64url") } : {}),
  };
}

function positionOf(token: string): number {
  const position = Buffer.from(token, "base64url").toString();
  if (!/^\d+$/.test(position)) throw invalidToken();
  return Number(position);
}
