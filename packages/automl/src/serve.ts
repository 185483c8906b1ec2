import { createServer, type IncomingMessage } from "node:http";
import { folders } from "./container/folders.ts";
import { readModel } from "./model/model.ts";
import { answer, type Reply } from "./serving/answer.ts";
import { responseKeys } from "./serving/response-keys.ts";

/**
 * The program of the container that serves a candidate.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
const model = await readModel(folders.model);
const keys = responseKeys(process.env.SAGEMAKER_INFERENCE_OUTPUT ?? "predicted_label", model);

const server = createServer((request, response) => {
  reply(request).then(
    ({ status, body }) => {
      const type = status === 200 ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8";
      response.writeHead(status, { "content-type": type }).end(body);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500, { "content-type": "text/plain" }).end("The model failed; its log says why.");
    },
  );
});

async function reply(request: IncomingMessage): Promise<Reply> {
  const path = request.url?.split("?")[0];
  if (path === "/ping") return { status: 200, body: "" };
  if (path !== "/invocations" || request.method !== "POST") {
    return { status: 404, body: `${request.method} ${path} is not served.` };
  }
  const accept = request.headers.accept ?? "*/*";
  if (!/\*\/\*|text\/(?:csv|\*)/.test(accept)) {
    return { status: 406, body: `This model answers text/csv, not ${accept}.` };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  return answer(model, keys, { contentType: request.headers["content-type"] ?? "text/csv", body });
}

// Connections of a router that stays are kept; the default of 5 seconds would race with its next request.
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.SAGEMAKER_BIND_TO_PORT ?? 8080), "127.0.0.1");
