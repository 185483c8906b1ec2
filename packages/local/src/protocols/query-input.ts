import { type ServiceModel, type Shape, shapeOf } from "../service-models/service-model.ts";

interface Node {
  [name: string]: Node | string;
}

/**
 * Takes the flat form of the query protocol apart, as the shape says: `MetricData.member.1.MetricName=Hits` is a list
 * of structures, `Attributes.entry.1.key=..&Attributes.entry.1.value=..` a map. What is no number where one is meant
 * stays text, for the validator to refuse; what the shape does not have is left out.
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryInput(
  parameters: URLSearchParams,
  model: ServiceModel,
  shape: string | undefined,
): Readonly<Record<string, unknown>> {
  if (shape === undefined) return {};
  // A structure reads as an object.
  return read(model, shapeOf(model, shape), treeOf(parameters)) as Record<string, unknown>;
}

function treeOf(parameters: URLSearchParams): Node {
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
  return root;
}

function read(model: ServiceModel, shape: Shape, node: Node | string): unknown {
  const of = (name: string | undefined, inner: Node | string) =>
    name === undefined ? inner : read(model, shapeOf(model, name), inner);
  switch (shape.type) {
    case "structure": {
      const given = asNode(node);
      const members = Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
        const inner = given[member.locationName ?? name];
        return inner === undefined ? [] : [[name, of(member.shape, inner)] as const];
      });
      return Object.fromEntries(members);
    }
    case "list":
      return numbered(asNode(node)[shape.member?.locationName ?? "member"]).map((inner) =>
        of(shape.member?.shape, inner),
      );
    case "map":
      return Object.fromEntries(
        numbered(asNode(node).entry).map((inner) => {
          const pair = asNode(inner);
          const name = pair[shape.key?.locationName ?? "key"];
          return [
            typeof name === "string" ? name : "",
            of(shape.value?.shape, pair[shape.value?.locationName ?? "value"] ?? ""),
          ];
        }),
      );
    case "integer":
    case "long":
    case "float":
    case "double":
      return typeof node === "string" && node.trim() !== "" && !Number.isNaN(Number(node))
        ? Number(node)
        : node;
    case "boolean":
      return node === "true" ? true : node === "false" ? false : node;
    case "string":
    case "character":
    case "blob":
    case "timestamp":
      return node;
  }
}

/** An empty list or map is sent as an empty text. */
function asNode(node: Node | string): Node {
  return typeof node === "string" ? Object.create(null) : node;
}

function numbered(node: Node | string | undefined): readonly (Node | string)[] {
  if (node === undefined || typeof node === "string") return [];
  const numbers = Object.keys(node).sort((a, b) => Number(a) - Number(b));
  return numbers.map((number) => node[number] ?? "");
}
