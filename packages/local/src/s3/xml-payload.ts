import { typedText } from "../protocols/rest-input.ts";
import { type ServiceModel, type Shape, shapeOf } from "../service-models/service-model.ts";
import { elements } from "./xml.ts";

/** Whether the body of an operation is a document, and not the bytes of an object. */
export function hasDocument(model: ServiceModel, shape: string): boolean {
  return payloadShape(model, shape)?.type === "structure";
}

/** What a document says, as the shape of the operation's body reads it; undefined when its root is another element. */
export function payloadOf(model: ServiceModel, shape: string, document: unknown): unknown {
  const payload = payloadShape(model, shape);
  const { payload: name = "", members = {} } = shapeOf(model, shape);
  const root = elements(document, members[name]?.locationName ?? name)[0];
  return payload && root !== undefined ? read(model, payload, root) : undefined;
}

function payloadShape(model: ServiceModel, name: string): Shape | null {
  const { payload, members = {} } = shapeOf(model, name);
  const member = payload === undefined ? undefined : members[payload];
  return member ? shapeOf(model, member.shape) : null;
}

/** Source: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
function read(model: ServiceModel, shape: Shape, node: unknown): unknown {
  if (shape.type !== "structure") return typeof node === "string" ? typedText(node, shape) : node;
  // Text where elements are meant is for the validator to refuse.
  if (typeof node === "string" && node.trim() !== "") return node;
  const members = Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
    const inner = shapeOf(model, member.shape);
    const found = elements(node, member.locationName ?? name);
    if (found.length === 0) return [];
    const { member: element } = inner;
    if (inner.type !== "list" || !element) return [[name, read(model, inner, found[0])] as const];
    if (!inner.flattened && typeof found[0] === "string" && found[0].trim() !== "")
      return [[name, found[0]] as const];
    const each = inner.flattened ? found : elements(found[0], element.locationName ?? "member");
    return [[name, each.map((one) => read(model, shapeOf(model, element.shape), one))] as const];
  });
  return Object.fromEntries(members);
}
