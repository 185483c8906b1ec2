/** A route of the HTTP API: which requests go to which function, and whether their caller must be known. */
export interface HttpRoute {
  readonly method: string;
  /** As API Gateway writes it: `{name}` is one segment. */
  readonly path: string;
  readonly function: string;
  readonly auth: "none" | "caller";
}

export interface Matched {
  readonly route: HttpRoute;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The route that a request goes to; null when there is none. Of several the one with the fewest parameters. */
export function matchRoute(method: string, path: string, routes: readonly HttpRoute[]): Matched | null {
  const segments = path.split("/").slice(1);
  const found = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const parameters = parametersOf(segments, route.path.split("/").slice(1));
      return parameters ? [{ route, parameters }] : [];
    })
    .toSorted((one, other) => count(one) - count(other));
  return found[0] ?? null;
}

function count({ parameters }: Matched): number {
  return Object.keys(parameters).length;
}

function parametersOf(
  segments: readonly string[],
  wanted: readonly string[],
): Readonly<Record<string, string>> | null {
  if (segments.length !== wanted.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of wanted.entries()) {
    const found = segments[index] ?? "";
    const name = /^\{(.+)\}$/.exec(expected)?.[1];
    if (name === undefined && found !== expected) return null;
    if (name !== undefined && found === "") return null;
    if (name !== undefined) parameters[name] = decoded(found);
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
