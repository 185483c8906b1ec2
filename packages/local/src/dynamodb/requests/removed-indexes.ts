const clauses = /(?<=^|[\s)])(SET|REMOVE|ADD|DELETE)(?=\s)/i;

/**
 * The same request, with what it removes at the end and from the highest index of a list down. DynamoDB takes all
 * indexes as they were before the request; dynalite goes by the order of the expression, in which each removal shifts
 * what comes after it.
 */
export function withoutShiftedIndexes<Request extends { readonly UpdateExpression?: unknown }>(
  request: Request,
): Request {
  const { UpdateExpression: expression } = request;
  if (typeof expression !== "string" || !/REMOVE.*\[/is.test(expression)) return request;
  const [before = "", ...pieces] = expression.split(clauses);
  if (before.trim() !== "") return request;
  const sections = pieces.flatMap((keyword, at) => {
    return at % 2 === 0 ? [{ keyword: keyword.toUpperCase(), body: (pieces[at + 1] ?? "").trim() }] : [];
  });
  const removals = sections.filter(({ keyword }) => keyword === "REMOVE");
  // A second one is an error, which is dynalite's to tell.
  if (removals.length !== 1) return request;
  const sorted = sections.map(({ keyword, body }) => ({
    keyword,
    body:
      keyword === "REMOVE"
        ? body
            .split(",")
            .map((path) => path.trim())
            .sort(highestFirst)
            .join(", ")
        : body,
  }));
  const last = sorted.toSorted(
    (one, other) => Number(one.keyword === "REMOVE") - Number(other.keyword === "REMOVE"),
  );
  return { ...request, UpdateExpression: last.map(({ keyword, body }) => `${keyword} ${body}`).join(" ") };
}

function highestFirst(one: string, other: string): number {
  const [left, right] = [indexesOf(one), indexesOf(other)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (right[at] ?? 0) - (left[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return right.length - left.length;
}

function indexesOf(path: string): readonly number[] {
  return [...path.matchAll(/\[\s*(\d+)\s*\]/g)].map(([, index]) => Number(index));
}
