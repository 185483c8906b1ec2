import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type Answer, emptyAnswer, jsonAnswer } from "./answer.ts";
import type { Call } from "./call.ts";
import { type Listening, listen } from "./listen.ts";

let listening: Listening | null = null;
const logged: string[] = [];

afterEach(async () => {
  await listening?.close();
  listening = null;
  logged.length = 0;
});

/** Asks a server that answers so; any text as the address, which fetch would not send. */
async function ask(
  answer: (call: Call) => Promise<Answer>,
  { method = "POST", path = "/", body = "" }: { method?: string; path?: string; body?: string } = {},
) {
  listening ??= await listen(0, { answer, log: (line) => logged.push(line) });
  const { hostname, port } = new URL(listening.url);
  return await new Promise<{ status: number; headers: object; text: string }>((resolve, reject) => {
    const sent = request({ hostname, port, method, path }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (part: string) => {
        text += part;
      });
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const address = async ({ path, rawQuery }: Call) => jsonAnswer([path, rawQuery]);

it.each([
  ["/tides/../kiel%2F1?a=%20b&a=c", ["/tides/../kiel%2F1", "a=%20b&a=c"]],
  ["http://127.0.0.1:4566/tides?list-type=2", ["/tides", "list-type=2"]],
  ["//tides", ["//tides", ""]],
])("takes the address %s apart and changes nothing of it", async (path, expected) => {
  expect(JSON.parse((await ask(address, { path })).text)).toEqual(expected);
});

it("gives the same body to all who ask for it", async () => {
  const twice = async ({ body }: Call) => jsonAnswer([String(await body()), String(await body())]);
  expect(JSON.parse((await ask(twice, { body: "ü".repeat(100_000) })).text)).toEqual([
    "ü".repeat(100_000),
    "ü".repeat(100_000),
  ]);
});

it("tells how long a body is, and sends none where there is none", async () => {
  const text = async () => ({ status: 200, headers: {}, body: "ü" });
  expect(await ask(text)).toMatchObject({ headers: { "content-length": "2" }, text: "ü" });
  expect(await ask(text, { method: "HEAD" })).toMatchObject({ headers: { "content-length": "2" }, text: "" });
});

it("sends no length with a status that has no body", async () => {
  const { status, headers } = await ask(async () => emptyAnswer(204));
  expect(status).toBe(204);
  expect(headers).not.toHaveProperty("content-length");
});

it.each([
  ["breaks", () => Promise.reject(new Error("on purpose"))],
  ["has a header that cannot be sent", async () => emptyAnswer(200, { "x-name": "Föhr\n" })],
  ["has no status of HTTP", async () => emptyAnswer(9_999)],
])("says so where an answer %s, and goes on", async (_, answer: () => Promise<Answer>) => {
  expect(await ask(answer)).toMatchObject({ status: 500, text: '{"message":"Internal Server Error"}' });
  expect(logged).toEqual([expect.stringContaining("http broke: ")]);
  expect((await ask(answer)).status).toBe(500);
});

const echo = async ({ method, path, body }: Call) => jsonAnswer([method, path, String(await body())]);
const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
const put = (path: string, headers: string, body: string) =>
  `PUT ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n\r\n${body}`;
const plain = put("/a", "content-length: 1", "1");

const bodiesIn = (text: string) => [...text.matchAll(/\["[A-Z]+",.*?\]/g)].map(([body]) => body);

/** Sends these pieces one after another, and reads until there are so many answers or the server ends the connection. */
async function talk(pieces: readonly string[], answers: number, answer = echo): Promise<string> {
  listening ??= await listen(0, { answer, log: (line) => logged.push(line) });
  const { url } = listening;
  const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", noDelay: true });
  let text = "";
  const done = new Promise<void>((resolve) => {
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (bodiesIn(text).length >= answers) resolve();
    });
    socket.once("end", resolve);
  });
  for (const piece of pieces) {
    await new Promise((resolve) => socket.write(piece, resolve));
    // Pieces that are written together may come together: the server has read this one when it has answered another.
    await fetch(url);
  }
  await done;
  socket.destroy();
  return text;
}

it.each([
  ["one after the other", [plain, get("/b")], ['["PUT","/a","1"]', '["GET","/b",""]']],
  ["in pieces", [plain.slice(0, 10), plain.slice(10, 30), plain.slice(30)], ['["PUT","/a","1"]']],
  [
    "its body later",
    [put("/a", "content-length: 2", "1"), "2", get("/b")],
    ['["PUT","/a","12"]', '["GET","/b",""]'],
  ],
  [
    "several at once",
    [plain + get("/b") + plain],
    ['["PUT","/a","1"]', '["GET","/b",""]', '["PUT","/a","1"]'],
  ],
  [
    "in chunks, after one that is not",
    [plain, put("/b", "transfer-encoding: chunked", "2\r\nab\r\n0\r\n\r\n"), plain],
    ['["PUT","/a","1"]', '["PUT","/b","ab"]', '["PUT","/a","1"]'],
  ],
])("answers requests that come so: %s", async (_, pieces, expected) => {
  expect(bodiesIn(await talk(pieces, expected.length))).toEqual(expected);
});

it("says that a body may come, to who waits for it", async () => {
  const text = await talk([put("/a", "expect: 100-continue\r\ncontent-length: 1", ""), "1"], 1);
  expect(text).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK\r\n/);
  expect(bodiesIn(text)).toEqual(['["PUT","/a","1"]']);
});

it("answers in order what comes while it is still answering", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let looks = 0;
  const slow = async (call: Call) => {
    if (call.path === "/a") await held;
    // Asked after each piece.
    if (call.path === "/") looks += 1;
    if (looks === 3) release();
    return await echo(call);
  };
  const text = await talk([plain, get("/b"), get("/c")], 3, slow);
  expect(bodiesIn(text)).toEqual(['["PUT","/a","1"]', '["GET","/b",""]', '["GET","/c",""]']);
});

it("answers 400 to what is no HTTP", async () => {
  expect(await talk(["hello\r\n\r\n"], 1)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
});

it("ends the connection of who may not ask", async () => {
  const text = await talk([`GET / HTTP/1.1\r\nhost: example.com\r\n\r\n`], 1);
  expect(text).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
});
