import { expect, it } from "vitest";
import { plainRequestOf } from "./plain-request.ts";

const head = ["PUT /tides/kiel%2F1?a=%20b HTTP/1.1", "Host: 127.0.0.1:4566"];
const request = (lines: readonly string[], body = "") => Buffer.from([...lines, "", body].join("\r\n"));

it("reads a request whose head and body have come whole", async () => {
  const read = plainRequestOf(
    request(
      [...head, "Content-Type:text/csv", "X-Name: \t Sylt, Föhr ".replace("ö", "o"), "Content-Length: 3"],
      "a,b",
    ),
  );
  expect(read).toMatchObject({
    method: "PUT",
    url: "/tides/kiel%2F1?a=%20b",
    headers: {
      host: "127.0.0.1:4566",
      "content-type": "text/csv",
      "x-name": "Sylt, Fohr",
      "content-length": "3",
    },
  });
  expect(String(await read?.body())).toBe("a,b");
});

it("reads a request without a body", async () => {
  const read = plainRequestOf(request(["GET / HTTP/1.1", "host: localhost", "connection: Keep-Alive"]));
  expect(String(await read?.body())).toBe("");
});

it.each([
  ["a head without its end", Buffer.from(head.join("\r\n"))],
  ["a body that is not all there", request([...head, "content-length: 4"], "a,b")],
  ["a body with the next request behind it", request([...head, "content-length: 3"], "a,bGET /")],
  ["a length that is no number", request([...head, "content-length: 3, 3"], "a,b")],
  ["a body in chunks", request([...head, "transfer-encoding: chunked"], "0\r\n\r\n")],
  ["a body that waits for a word", request([...head, "expect: 100-continue", "content-length: 0"])],
  ["another protocol", request([...head, "upgrade: websocket"])],
  ["a connection that is to end", request([...head, "connection: close"])],
  ["an older HTTP", request(["GET / HTTP/1.0", "host: localhost"])],
  ["another method", request(["OPTIONS / HTTP/1.1", "host: localhost"])],
  ["no host", request(["GET / HTTP/1.1", "accept: */*"])],
  ["a header twice", request([...head, "x-name: 1", "X-Name: 2"])],
  ["a header that goes on in the next line", request([...head, "x-name: 1", " 2"])],
  ["a name with a space behind it", request([...head, "x-name : 1"])],
  ["a header without a colon", request([...head, "x-name"])],
  ["a line that ends in half", request([...head, "x-name: 1\ny: 2"])],
  ["a character that is none of ASCII", request([...head, "x-name: ö"])],
  ["the prototype as a header", request([...head, "__proto__: 1"])],
  ["a head that is too long", request([...head, `x-name: ${"1".repeat(17_000)}`])],
])("leaves %s to Node's server", (_, bytes) => {
  expect(plainRequestOf(bytes)).toBeNull();
});
