/**
 * Every page's address, behind the `#`: the paths before it are the API's own (`/models/frost` is an answer in JSON),
 * and a static host needs no rules to serve them.
 */
const patterns = {
  fleet: "/",
  model: "/models/:model",
  entry: "/models/:model/entries/:sequence",
  drift: "/models/:model/drift",
  rollouts: "/models/:model/rollouts",
  rollout: "/models/:model/rollouts/:rollout",
  deliveries: "/deliveries",
  alerts: "/alerts",
  costs: "/costs",
  idle: "/idle",
  settings: "/settings",
  local: "/local",
} as const;

export type RouteName = keyof typeof patterns;

type ParameterOf<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

/** What a page's address names. */
export type Parameters<Name extends RouteName> = {
  readonly [Parameter in ParameterOf<(typeof patterns)[Name]>]: string;
};

export interface Place {
  readonly route: RouteName | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** @param hash as the browser has it, with its `#` or empty */
export function placeAt(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?");
  const segments = path.split("/").filter((segment) => segment !== "");
  const query = Object.fromEntries(new URLSearchParams(search));
  for (const [route, pattern] of Object.entries(patterns)) {
    const parameters = parametersIn(segments, pattern);
    // The keys of a constant are its own.
    if (parameters !== null) return { route: route as RouteName, parameters, query };
  }
  return { route: null, parameters: {}, query };
}

function parametersIn(segments: readonly string[], pattern: string): Record<string, string> | null {
  const wanted = pattern.split("/").filter((segment) => segment !== "");
  if (wanted.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of wanted.entries()) {
    const found = decoded(segments[index] ?? "");
    if (expected.startsWith(":")) parameters[expected.slice(1)] = found;
    else if (expected !== found) return null;
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

/** The address of a page, for a link. */
export function addressOf<Name extends RouteName>(
  route: Name,
  parameters: Parameters<Name>,
  query: Readonly<Record<string, string>> = {},
): string {
  const path = patterns[route].replaceAll(/:(\w+)/g, (_whole, name: string) =>
    // The type asks for every parameter of the pattern.
    encodeURIComponent((parameters as Readonly<Record<string, string>>)[name] ?? ""),
  );
  const told = Object.entries(query).filter(([, value]) => value !== "");
  const search = new URLSearchParams(told).toString();
  return `#${path}${search === "" ? "" : `?${search}`}`;
}
