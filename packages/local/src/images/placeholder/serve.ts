import { createServer } from "node:http";

console.log(
  "Nothing of this image is on this machine (--images any): each request is answered with its own body.",
);

const server = createServer((request, response) => {
  const type = request.headers["content-type"] ?? "application/octet-stream";
  if (request.method !== "POST") response.end();
  else request.pipe(response.writeHead(200, { "content-type": type }));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.SAGEMAKER_BIND_TO_PORT ?? 8080), "127.0.0.1");
