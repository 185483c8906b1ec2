import { featureNames } from "./features.ts";
import { type Forest, loadForest } from "./forest.ts";
import { answer, type Reply } from "./invocations.ts";

/**
 * The models of a multi-model endpoint, which SageMaker has the container load and unload by names of its own.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/mms-container-apis.html
 */
const models = new Map<string, Forest>();

/** Null for a path that is none of the models'. */
export function replyOfModels(method: string, path: string, contentType: string, body: string): Reply | null {
  const [, folder, name, verb] = path.split("/");
  if (folder !== "models") return null;
  if (name === undefined) return method === "GET" ? told(200, listed()) : load(body);
  const model = models.get(name);
  if (!model) return told(404, { message: `${name} is not loaded` });
  if (method === "DELETE") {
    models.delete(name);
    return told(200, {});
  }
  return verb === "invoke" ? answer(model, contentType, body) : told(200, { modelName: name });
}

function listed() {
  return { models: [...models.keys()].map((modelName) => ({ modelName })) };
}

function load(body: string): Reply {
  const { model_name: name, url } = JSON.parse(body) as { readonly model_name: string; readonly url: string };
  if (models.has(name)) return told(409, { message: `${name} is loaded already` });
  const forest = loadForest(url);
  warmUp(forest);
  models.set(name, forest);
  return told(200, {});
}

/** The first predictions run uncompiled; without this they would count as slow invocations. */
export function warmUp(forest: Forest): void {
  const row = `${featureNames.map(() => 5).join(",")}\n`;
  for (let round = 0; round < 200; round++) answer(forest, "text/csv", row);
}

function told(status: number, body: object): Reply {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}
