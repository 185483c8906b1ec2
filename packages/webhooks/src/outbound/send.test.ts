import { spawn } from "node:child_process";
import type { LookupAddress } from "node:dns";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { checkedLookup, type Resolve } from "./checked-lookup.ts";
import { send } from "./send.ts";

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = (url: string, timeout = 2_000) =>
  send({ url, headers: { "x-of": "test" }, body: '{"a":"ä"}' }, { reachable: "loopback", timeout });

describe("sending", () => {
  it("posts the body as it is, by a connection of its own", async () => {
    const seen: unknown[] = [];
    const url = await receiver((request, response) => {
      const { method, headers } = request;
      void text(request).then((body) => {
        seen.push([
          method,
          request.url,
          headers["x-of"],
          headers["content-length"],
          headers.connection,
          body,
        ]);
        response.writeHead(204).end();
      });
    });

    expect(await post(`${url}/hooks?team=7`)).toEqual({ status: 204, retryAfter: null, error: null });
    expect(seen).toEqual([["POST", "/hooks?team=7", "test", "10", "close", '{"a":"ä"}']]);
  });

  it("goes to the receiver itself, whichever proxy the environment names", async () => {
    const seen: string[] = [];
    const proxy = await receiver((request, response) => {
      seen.push(`the proxy was asked for ${request.url}`);
      response.writeHead(502).end();
    });
    const url = await receiver((request, response) => {
      seen.push(`${request.headers.host}${request.url}`);
      response.writeHead(204).end();
    });
    // Node reads such variables when it starts: https://nodejs.org/api/http.html#built-in-proxy-support
    const variables = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
    const script = `
      const { send } = await import("./packages/webhooks/src/outbound/send.ts");
      const sent = await send({ url: "${url}/hooks", headers: {}, body: "{}" }, { reachable: "loopback" });
      console.log(JSON.stringify(sent));`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: join(import.meta.dirname, "../../../.."),
      env: {
        ...process.env,
        ...Object.fromEntries(variables.map((name) => [name, proxy])),
        NODE_USE_ENV_PROXY: "1",
        NO_PROXY: "",
        no_proxy: "",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(JSON.parse(await text(child.stdout))).toEqual({ status: 204, retryAfter: null, error: null });
    expect(seen).toEqual([`${new URL(url).host}/hooks`]);
  });

  it("does not follow a redirect", async () => {
    const paths: (string | undefined)[] = [];
    const url = await receiver((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: "/elsewhere" }).end();
    });

    expect(await post(`${url}/hooks`)).toMatchObject({
      status: 307,
      error: "answered 307 (redirects are not followed)",
    });
    expect(paths).toEqual(["/hooks"]);
  });

  it("keeps what a failure said, a line of it, and its Retry-After", async () => {
    const url = await receiver((_request, response) => {
      response.writeHead(503, { "retry-after": "120" }).end("down\r\nfor \u001b[31mmaintenance");
    });

    expect(await post(url)).toEqual({
      status: 503,
      retryAfter: "120",
      error: "answered 503: down for [31mmaintenance",
    });
  });

  it("gives up when no answer comes in time", async () => {
    const url = await receiver(() => {});

    expect(await post(url, 200)).toEqual({
      status: null,
      retryAfter: null,
      error: "no answer within 0.2 seconds",
    });
  });

  it("takes the status for the answer although the body never ends, and reads little of it", async () => {
    let written = 0;
    const url = await receiver((_request, response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed) return;
        written += 1_000;
        response.write("x".repeat(1_000), more);
      };
      more();
    });

    expect(await post(url)).toMatchObject({ status: 200, error: null });
    expect(written).toBeLessThan(10_000_000);
  });

  it("takes the status for the answer although the body drips or is cut off", async () => {
    const dripping = await receiver((_request, response) => {
      response.writeHead(200).write("x");
    });
    const cutting = await receiver((_request, response) => {
      response.writeHead(500, { "content-length": "900" });
      response.write("half", () => response.destroy());
    });

    expect(await post(dripping, 300)).toMatchObject({ status: 200, error: null });
    expect(await post(cutting)).toMatchObject({ status: 500, error: "answered 500: half" });
  });

  it("says what went wrong without the URL", async () => {
    const closed = createTcpServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));

    const { status, error } = await post(`http://127.0.0.1:${port}/secret`);
    expect(status).toBeNull();
    expect(error).toContain("ECONNREFUSED");
    expect(error).not.toContain("secret");
  });
});

/** A name server that answers one thing first and another ever after. */
function changing(...answers: readonly (readonly string[])[]): Resolve & { asked(): number } {
  let asked = 0;
  const resolve = async (): Promise<readonly LookupAddress[]> => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? [];
    return answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return Object.assign(resolve, { asked: () => asked });
}

describe("a name", () => {
  it.each([
    [["10.0.0.5"]],
    [["93.184.215.14", "10.0.0.5"]],
    [["2606:4700:4700::1111", "fd00::1"]],
    [["::ffff:10.0.0.1"]],
    [["169.254.169.254"]],
    [["0.0.0.0"]],
    [["100.64.0.10"]],
    [[]],
  ])("that stands for %j is not connected to", async (addresses) => {
    const resolve = changing(addresses);

    const sent = await send(
      { url: "https://receiver.example/hooks", headers: {}, body: "{}" },
      { reachable: "public", timeout: 1_000, resolve },
    );

    expect(sent.status).toBeNull();
    expect(sent.error).toMatch(/only public addresses are sent to|has no address/);
  });

  it("is resolved once: the socket gets the addresses that were checked", async () => {
    const resolve = changing(["93.184.215.14"], ["10.0.0.5"]);
    const lookup = checkedLookup("public", resolve);
    const given = await new Promise((done) =>
      lookup("receiver.example", { all: true }, (error, address) => done(error ?? address)),
    );

    expect(given).toEqual([{ address: "93.184.215.14", family: 4 }]);
    expect(resolve.asked()).toBe(1);
  });

  it("that changes to a private address between two attempts is refused at the second", async () => {
    const resolve = changing(["93.184.215.14"], ["10.0.0.5"]);
    const lookup = checkedLookup("public", resolve);
    const ask = () =>
      new Promise((done) => lookup("receiver.example", {}, (error, address) => done(error ?? address)));

    expect(await ask()).toBe("93.184.215.14");
    expect(String(await ask())).toContain("10.0.0.5 is not public (private)");
  });

  it("is connected to at the address that was checked, whatever the name stands for by then", async () => {
    let connections = 0;
    const here = createTcpServer((socket) => {
      connections++;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(here, "listening");
    const { port } = here.address() as AddressInfo;
    const resolve = changing(["127.0.0.1"], ["203.0.113.9"]);

    const sent = await send(
      { url: `https://receiver.example:${port}/`, headers: {}, body: "{}" },
      { reachable: "loopback", timeout: 1_000, resolve },
    );
    await new Promise((closed) => here.close(closed));

    // Nobody answers in TLS there; what counts is that the name led to where it was checked to lead.
    expect(sent.status).toBeNull();
    expect(resolve.asked()).toBe(1);
    expect(connections).toBe(1);
  });
});
