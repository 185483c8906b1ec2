import { createServer, type IncomingMessage } from "node:http";
import { folders } from "./folders.ts";
import { loadForest } from "./forest.ts";
import { answer, type Reply } from "./invocations.ts";
import { replyOfModels, warmUp } from "./models.ts";

/**
 * The serving half of SageMaker's container contract: GET /ping answers 200 once the model is loaded,
 * POST /invocations judges rows.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
const port = Number(process.env.SAGEMAKER_BIND_TO_PORT ?? 8080);
/** A multi-model endpoint has it load models later. */
const forest = process.env.SAGEMAKER_MULTI_MODEL === "true" ? null : loadForest(folders.model);
if (forest) warmUp(forest);

const server = createServer((request, response) => {
  reply(request).then(
    ({ status, contentType, body }) => {
      response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
      response.end(body);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500, { "content-type": "text/plain" });
      response.end("the model failed");
    },
  );
});

async function reply(request: IncomingMessage): Promise<Reply> {
  const path = request.url?.split("?")[0];
  if (path === "/ping") return { status: 200, contentType: "text/plain", body: "" };
  const contentType = request.headers["content-type"] ?? "";
  if (forest && path === "/invocations" && request.method === "POST") {
    return answer(forest, contentType, await bodyOf(request));
  }
  const ofMany = forest
    ? null
    : replyOfModels(request.method ?? "", path ?? "", contentType, await bodyOf(request));
  if (ofMany) return ofMany;
  return { status: 404, contentType: "text/plain", body: `${request.method} ${path} is not served` };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

// Connections of a router that stays are kept; the default of 5 seconds would race with its next request.
server.keepAliveTimeout = 60_000;
server.listen(port, () => console.log(`serving on port ${port}`));
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
