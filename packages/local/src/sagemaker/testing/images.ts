import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import type { LocalImage } from "../../world.ts";

export const imageName = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/tiny:1";
/** Serves many models; what `imageName` serves is one. */
export const manyModelsImage = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/many:1";
export const role = "arn:aws:iam::111122223333:role/TinyExecution";

/** Learns the mean of the numbers in its train channel; hyperparameters make it slow or make it fail. */
const train = `
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const settings = JSON.parse(process.env.SM_HPS);
process.on("SIGTERM", () => {
  if (settings.keep) writeFileSync(join(process.env.SM_MODEL_DIR, "model.json"), '{"mean":-1}');
  process.exit(0);
});
if (settings.tell) writeFileSync(settings.tell, "listening for SIGTERM");
if (settings.seconds) await new Promise((resolve) => setTimeout(resolve, settings.seconds * 1000));
if (settings.fail) {
  writeFileSync(join(process.env.SM_OUTPUT_DIR, "failure"), settings.fail);
  process.exit(3);
}
const folder = process.env.SM_CHANNEL_TRAIN;
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
const numbers = files.flatMap(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8").trim().split(/\\s+/).map(Number));
const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
console.log("loss=9.5;");
console.log("loss=0.25;");
writeFileSync(join(process.env.SM_MODEL_DIR, "model.json"), JSON.stringify({ mean }));
writeFileSync(join(process.env.SM_OUTPUT_DATA_DIR, "environment.json"), JSON.stringify(process.env));
`;

/** Answers every request with its model's mean and its process; asked to, it fails, is slow or dies. */
const serve = `
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
if (process.env.BROKEN) process.exit(1);
const file = join(process.env.SM_MODEL_DIR, "model.json");
const { mean } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { mean: null };
createServer(async (request, response) => {
  if (request.url === "/ping") return response.writeHead(process.env.SICK ? 500 : 200).end();
  if (request.url === "/models") return response.writeHead(404).end();
  let body = "";
  for await (const chunk of request) body += chunk;
  if (body === "die") process.exit(1);
  if (body === "slow") await new Promise((resolve) => setTimeout(resolve, 800));
  if (body === "fail") return response.writeHead(500, { "content-type": "text/plain" }).end("no such luck");
  if (body === "bad") return response.writeHead(400, { "content-type": "text/plain" }).end("not a row");
  if (body === "environment") return response.end(JSON.stringify(process.env));
  response.writeHead(200, { "content-type": "application/json", "x-amzn-sagemaker-custom-attributes": "seen=" + (request.headers["x-amzn-sagemaker-custom-attributes"] ?? "") });
  response.end(JSON.stringify({ mean, pid: process.pid, echo: body, type: request.headers["content-type"] }));
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT));
`;

/** The mean of the model that a request names; it holds two, and answers for them as SageMaker asks a container of many models. */
const serveMany = `
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
const models = new Map();
createServer(async (request, response) => {
  const { method, url } = request;
  const say = (status, body = {}) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  let body = "";
  for await (const chunk of request) body += chunk;
  const [, , name, verb] = url.split("/");
  if (url === "/ping") return say(200);
  if (url === "/models" && method === "GET") return say(200, { models: [...models.keys()].map((modelName) => ({ modelName })) });
  if (url === "/models") {
    const { model_name, url: folder } = JSON.parse(body);
    if (models.has(model_name)) return say(409);
    if (models.size === 2) return say(507);
    const { mean } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
    if (mean === null) return say(500, { message: "no mean" });
    models.set(model_name, mean);
    return say(200);
  }
  if (!models.has(name)) return say(404);
  if (method === "DELETE") { models.delete(name); return say(200); }
  if (body === "die") process.exit(1);
  if (verb === "invoke") return say(200, { mean: models.get(name), pid: process.pid, echo: request.headers["x-amzn-sagemaker-target-model"] });
  say(404);
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT));
`;

/** Copies its input in capitals; what it was started with lies beside it. */
const shout = `
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
const [, , from, to, ...rest] = process.argv;
mkdirSync(join(process.env.OPT_ML, "output"), { recursive: true });
if (rest.includes("--fail")) {
  writeFileSync(join(process.env.OPT_ML, "output", "message"), "nothing to shout about");
  process.exit(255);
}
for (const name of readdirSync(from)) writeFileSync(join(to, name), readFileSync(join(from, name), "utf8").toUpperCase());
writeFileSync(join(to, "started.json"), JSON.stringify({ rest, place: process.env.PLACE, config: JSON.parse(readFileSync(join(process.env.OPT_ML, "config", "processingjobconfig.json"), "utf8")) }));
writeFileSync(join(process.env.OPT_ML, "output", "message"), "Shouted " + readdirSync(from).length + " files.");
`;

/** Images made of short scripts, in a temporary folder of the test. */
export function tinyImage(): Readonly<Record<string, LocalImage>> {
  const directory = temporaryFolder();
  for (const [name, script] of Object.entries({ train, serve, serveMany, shout })) {
    writeFileSync(join(directory, `${name}.mjs`), script);
  }
  return {
    [imageName]: { directory, train: ["node", "train.mjs"], serve: ["node", "serve.mjs"] },
    [manyModelsImage]: { directory, serve: ["node", "serveMany.mjs"] },
  };
}
