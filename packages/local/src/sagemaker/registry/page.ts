import { ServiceError } from "../../world.ts";

/** SageMaker's lists show ten elements unless asked for more. */
const defaultSize = 10;

/** One page of a list, and the token for the next one when there is more. */
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
  if (!/^\d+$/.test(position)) throw new ServiceError("ValidationException", "The token is invalid.");
  return Number(position);
}
