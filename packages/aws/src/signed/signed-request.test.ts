import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { readParameter } from "./read-parameter.ts";
import { sendMessage } from "./send-message.ts";
import { serviceUrl } from "./service-url.ts";
import { sendSigned } from "./signed-request.ts";

let server: Server;
let asked: { readonly path: string | undefined; readonly target: unknown; readonly body: string }[];
let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;

async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // a request's own
  const { url: path, headers } = incoming;
  asked.push({ path, target: headers["x-amz-target"], body: Buffer.concat(chunks).toString() });
  answer(incoming, outgoing);
}

beforeEach(async () => {
  asked = [];
  server = createServer((incoming, outgoing) => void receive(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  pointTo(`http://127.0.0.1:${port}`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const says = (status: number, body: object) => (_: IncomingMessage, outgoing: ServerResponse) =>
  void outgoing.writeHead(status).end(JSON.stringify(body));
const ask = (timeout = 5_000) =>
  sendSigned("sagemaker", {
    path: "/endpoints/tides/invocations",
    headers: {},
    body: Buffer.from("1"),
    timeout,
  });

describe("a signed request", () => {
  it("is answered with status, headers and bytes, whatever the status", async () => {
    answer = (_, outgoing) => void outgoing.writeHead(424, { "x-said": "no" }).end(Buffer.from([0, 255]));
    expect(await ask()).toMatchObject({
      status: 424,
      headers: { "x-said": "no" },
      body: Buffer.from([0, 255]),
    });
    expect(asked).toMatchObject([{ path: "/endpoints/tides/invocations", body: "1" }]);
  });

  it("is sent once more where a kept connection was closed meanwhile, and no more than that", async () => {
    answer = says(200, {});
    await ask();
    let closed = 0;
    answer = (incoming, outgoing) => {
      closed += 1;
      if (closed === 1) incoming.socket.resetAndDestroy();
      else outgoing.end("anew");
    };
    expect((await ask()).body.toString()).toBe("anew");
    answer = (incoming) => void incoming.socket.resetAndDestroy();
    await expect(ask()).rejects.toThrow(TransientError);
    // One, one and its repetition, one and its repetition on a connection of its own.
    expect(asked).toHaveLength(5);
  });

  it("is sent once more where a kept connection takes nothing any more", async () => {
    answer = says(200, {});
    await ask();
    const write = vi.spyOn(Socket.prototype, "write").mockImplementationOnce(function (this: Socket) {
      this.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
      return false;
    });
    expect(await ask()).toMatchObject({ status: 200 });
    write.mockRestore();
    expect(asked).toHaveLength(2);
  });

  it("is given up where nobody answers in time, or listens", async () => {
    answer = () => {};
    await expect(ask(50)).rejects.toThrow(/did not answer within 0.05 s$/);
    pointTo("http://127.0.0.1:9");
    await expect(ask()).rejects.toThrow(/^127\.0\.0\.1:9 was not reached: /);
  });
});

describe("a parameter", () => {
  it("is its value, null where there is none, and an error where SSM does not say", async () => {
    answer = says(200, { Parameter: { Value: "{}" } });
    expect(await readParameter("/tides/route")).toBe("{}");
    answer = says(400, { __type: "com.amazonaws.ssm#ParameterNotFound" });
    expect(await readParameter("/tides/route")).toBeNull();
    answer = says(400, { __type: "ThrottlingException" });
    await expect(readParameter("/tides/route")).rejects.toThrow(
      new TransientError("SSM does not tell /tides/route: 400 ThrottlingException"),
    );
    expect(asked[0]).toMatchObject({ target: "AmazonSSM.GetParameter", body: '{"Name":"/tides/route"}' });
  });
});

describe("a message", () => {
  it("is taken, comes to be taken, or never will", async () => {
    answer = says(200, {});
    await sendMessage("https://sqs.example/tides", "hello");
    expect(asked[0]).toMatchObject({
      target: "AmazonSQS.SendMessage",
      body: '{"QueueUrl":"https://sqs.example/tides","MessageBody":"hello"}',
    });
    answer = says(500, { __type: "InternalError" });
    await expect(sendMessage("tides", "hello")).rejects.toThrow(TransientError);
    answer = says(400, { __type: "com.amazonaws.sqs#RequestThrottled" });
    await expect(sendMessage("tides", "hello")).rejects.toThrow(TransientError);
    answer = says(403, { __type: "AccessDeniedException" });
    await expect(sendMessage("tides", "hello")).rejects.toThrow(
      new Refused("SQS does not take a message for tides: 403 AccessDeniedException"),
    );
  });
});

it("a service is where the SDK would ask it", () => {
  expect(serviceUrl("sagemaker", { AWS_REGION: "eu-west-1" })).toBe(
    "https://runtime.sagemaker.eu-west-1.amazonaws.com",
  );
  expect(serviceUrl("ssm", { AWS_REGION: "cn-north-1" })).toBe("https://ssm.cn-north-1.amazonaws.com.cn");
  expect(serviceUrl("sqs", { AWS_ENDPOINT_URL: "http://127.0.0.1:4566/" })).toBe("http://127.0.0.1:4566");
});
