import { expect, it } from "vitest";
import { ForbiddenTarget, targetOf } from "./target.ts";

it.each([
  ["https://receiver.example/hooks?team=7", "https://receiver.example/hooks?team=7"],
  ["https://receiver.example:8443/", "https://receiver.example:8443/"],
  ["https://93.184.215.14/", "https://93.184.215.14/"],
  ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"],
])("sends to %s", (text, url) => {
  expect(targetOf(text, "public").href).toBe(url);
});

it.each([
  "http://receiver.example/",
  "ftp://receiver.example/",
  "file:///etc/passwd",
  "gopher://receiver.example/",
  "//receiver.example/",
  "receiver.example",
  "",
  "https://user@receiver.example/",
  "https://:password@receiver.example/",
  "https://receiver.example:22/",
  "https://receiver.example:25/",
  "https://receiver.example:80/",
  "https://receiver.example./",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0177.0.0.1/",
  "https://127.1/",
  "https://0/",
  "https://169.254.169.254/latest/meta-data/",
  "https://0xa9fea9fe/",
  "https://[::1]/",
  "https://[::ffff:169.254.169.254]/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[fd00:ec2::254]/",
  "https://①⑦②.16.0.1/",
])("does not send to %s", (text) => {
  expect(() => targetOf(text, "public")).toThrow(ForbiddenTarget);
});

it("sends to this machine, without TLS too, where that is allowed, and to nothing else without it", () => {
  expect(targetOf("http://127.0.0.1:8080/hooks", "loopback").port).toBe("8080");
  expect(targetOf("http://[::1]:8080/hooks", "loopback").port).toBe("8080");
  for (const url of ["http://receiver.example/", "http://93.184.215.14/", "http://10.0.0.1:8080/"]) {
    expect(() => targetOf(url, "loopback")).toThrow(ForbiddenTarget);
  }
});

it("never repeats the URL, which may be a secret", () => {
  try {
    targetOf("http://hooks.example/services/T0/B0/secret", "public");
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain("secret");
  }
});
