import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { claimedOperations } from "./claimed-operations.ts";
import { type ModelledService, modelledServices, type Shape } from "./service-model.ts";

/*
 * Writes data/: what botocore's models say about the operations that are answered here, without their prose.
 *
 *     pip download botocore==1.44.8 --no-deps && unzip botocore-*.whl
 *     npm run local:models -- botocore/data
 */

interface Reference {
  readonly shape: string;
}

interface BotocoreModel {
  readonly metadata: { readonly apiVersion: string };
  readonly operations: Readonly<
    Record<string, { readonly http: object; readonly input?: Reference; readonly output?: Reference }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const keptOfShapes = new Set(
  "type members required union payload member flattened key value min max pattern enum sensitive".split(" "),
);
const keptOfMembers = new Set("shape location locationName".split(" "));

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write("Name the folder of botocore's models: npm run local:models -- botocore/data\n");
  process.exit(2);
}
for (const service of modelledServices) {
  const text = JSON.stringify(cut(service, newest(join(folder, service))), null, 1);
  writeFileSync(new URL(`./data/${service}.json`, import.meta.url), `${shortened(text)}\n`);
}

/** Botocore keeps one folder a version of the API, named by its date. */
function newest(folderOfService: string): BotocoreModel {
  const version = readdirSync(folderOfService)
    .filter((name) => /^\d{4}-/.test(name))
    .sort()
    .at(-1);
  const packed = readFileSync(join(folderOfService, version ?? "", "service-2.json.gz"));
  // The format of botocore; what is not of it fails where it is used.
  return JSON.parse(gunzipSync(packed).toString()) as BotocoreModel;
}

function cut(service: ModelledService, model: BotocoreModel): object {
  const operations: Record<string, object> = {};
  const shapes: Record<string, object> = {};
  const keep = (name: string | undefined): void => {
    if (name === undefined || name in shapes) return;
    const shape = model.shapes[name];
    if (!shape) throw new Error(`${service} has no shape ${name}.`);
    shapes[name] = withoutProse(shape);
    for (const { shape: inner } of referencesOf(shape)) keep(inner);
  };
  for (const name of claimedOperations[service].toSorted()) {
    const operation = model.operations[name];
    if (!operation) throw new Error(`${service} has no operation ${name}.`);
    const [input, output] = [operation.input?.shape, operation.output?.shape];
    operations[name] = { http: operation.http, input, output };
    keep(input);
    keep(output);
  }
  const { apiVersion } = model.metadata;
  return { service, apiVersion, operations, shapes: Object.fromEntries(Object.entries(shapes).sort()) };
}

function referencesOf(shape: Shape): readonly Reference[] {
  const { members = {}, member, key, value } = shape;
  return [...Object.values(members), ...[member, key, value].filter((each) => each !== undefined)];
}

function withoutProse(shape: Shape): object {
  const kept = Object.entries(shape).flatMap(([name, value]): [string, unknown][] => {
    if (!keptOfShapes.has(name)) return [];
    if (name === "members") return [[name, mapped(shape.members ?? {}, only)]];
    // Most services say that nothing is required by an empty list.
    if (name === "required" && shape.required?.length === 0) return [];
    return [[name, ["member", "key", "value"].includes(name) ? only(value) : value]];
  });
  return Object.fromEntries(kept);
}

function only(member: unknown): object {
  return Object.fromEntries(Object.entries(member ?? {}).filter(([name]) => keptOfMembers.has(name)));
}

function mapped(members: Readonly<Record<string, object>>, change: (member: unknown) => object): object {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member)]));
}

/** An operation or a shape a line: small, and a new version of the model is a diff that one can read. */
function shortened(text: string): string {
  return text.replaceAll(/\n {3,}/g, "").replaceAll(/\n {2}([\]}])/g, "$1");
}
