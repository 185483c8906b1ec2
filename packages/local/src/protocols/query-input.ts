interface Node {
  [name: string]: Node | string;
}

/**
 * Takes the flat form of the query protocol apart: `MetricData.member.1.MetricName=Hits` is a list of
 * structures, `Attributes.entry.1.key=..&Attributes.entry.1.value=..` a map. Every leaf is text.
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryInput(parameters: URLSearchParams): Record<string, unknown> {
  const root: Node = Object.create(null);
  for (const [path, value] of parameters) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at = root;
    for (const step of steps) {
      const next = at[step];
      const inner: Node = typeof next === "object" ? next : Object.create(null);
      at[step] = inner;
      at = inner;
    }
    at[last] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([name, node]) => [name, shaped(node)]));
}

function shaped(node: Node | string): unknown {
  if (typeof node === "string") return node;
  const names = Object.keys(node);
  if (names.length === 1 && node.member !== undefined) return list(node.member);
  if (names.length === 1 && node.entry !== undefined) return map(node.entry);
  return Object.fromEntries(names.map((name) => [name, shaped(node[name] ?? "")]));
}

function list(node: Node | string): readonly unknown[] {
  if (typeof node === "string") return [];
  const numbers = Object.keys(node).sort((a, b) => Number(a) - Number(b));
  return numbers.map((number) => shaped(node[number] ?? ""));
}

function map(node: Node | string): Record<string, unknown> {
  const pairs = list(node).flatMap((entry) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { key, Name, value, Value } = entry as Record<string, unknown>; // `shaped` makes plain objects
    const name = key ?? Name;
    return typeof name === "string" ? [[name, value ?? Value] as const] : [];
  });
  return Object.fromEntries(pairs);
}
