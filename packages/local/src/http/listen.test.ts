import { request } from "node:http";
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
