// Answers every request with its first value.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

createServer((request, response) => {
  void text(request).then((body) =>
    response.writeHead(200, { "content-type": "text/csv" }).end(body.split(",")[0]),
  );
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT));
