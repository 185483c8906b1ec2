import { expect, it } from "vitest";
import { forbidden } from "./address.ts";

/** A first, a last or a famous address of every range that is no public unicast one. */
const closed = [
  "0.0.0.0",
  "0.255.255.255",
  "10.0.0.0",
  "10.255.255.255",
  "100.64.0.0",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.0.0",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.0",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.1",
  "192.168.255.255",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.7",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::10.0.0.1",
  "::ffff:10.0.0.1",
  "::ffff:93.184.215.14",
  "::ffff:0:10.0.0.1",
  "64:ff9b::a00:1",
  "64:ff9b:1::a00:1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:a00:1::1",
  "3fff::1",
  "4000::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fdff:ffff::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
];

it.each(closed)("does not let %s through", (address) => {
  expect(forbidden(address, "public")).toContain(address);
});

it.each([
  "1.1.1.1",
  "93.184.215.14",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "223.255.255.255",
  "2606:4700:4700::1111",
  "2a00:1450:4001::200e",
])("lets %s through", (address) => {
  expect(forbidden(address, "public")).toBeNull();
});

it("lets the machine itself through where that is allowed, and nothing else more", () => {
  const through = closed.filter((address) => forbidden(address, "loopback") === null);

  expect(through).toEqual(["127.0.0.1", "127.255.255.254", "::1"]);
});

it.each(["", "example.com", "10.0.0", "1.2.3.4.5", "0x7f.1:80"])(
  "does not take %j for an address",
  (text) => {
    expect(forbidden(text, "loopback")).not.toBeNull();
  },
);
