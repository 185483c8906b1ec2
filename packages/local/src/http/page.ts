/** How one service pages its lists: the size unless asked for fewer, and what it answers to a token it never gave. */
export interface Paging {
  readonly defaultSize: number;
  readonly invalidToken: () => Error;
}

/** The two fields by which a list is asked for a page. */
export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * One page of a list, and the token for the next one when there is more.
 *
 * @throws what `paging.invalidToken` makes, when the token is none of ours
 */
export function pageOf<Item>(
  items: readonly Item[],
  request: PageRequest,
  paging: Paging,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const start = request.NextToken === undefined ? 0 : positionOf(request.NextToken, paging);
  const end = start + (request.MaxResults ?? paging.defaultSize);
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { NextToken: Buffer.from(String(end)).toString("base64url") } : {}),
  };
}

function positionOf(token: string, paging: Paging): number {
  const position = Buffer.from(token, "base64url").toString();
  if (!/^\d+$/.test(position)) throw paging.invalidToken();
  return Number(position);
}
