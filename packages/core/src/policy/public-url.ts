/** 10/8, 127/8 and so on, as far as a fleet file can be wrong by mistake; the sender checks every range. */
const closed: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
];

/**
 * What is wrong with a URL that webhooks are to be sent to, or null. Only what the text tells: what a name stands for
 * is checked whenever something is sent.
 */
export function urlFault(text: string): string | null {
  const url = URL.parse(text);
  if (!url) return "must be a URL";
  if (url.protocol !== "https:") return "must begin with https://; a secret address belongs into a parameter";
  if (url.username !== "" || url.password !== "") {
    return "must not hold a user or a password: anyone may read the fleet, and messages are signed";
  }
  const host = url.hostname.replace(/\.$/, "");
  if (/(^|\.)(localhost|local|internal)$/.test(host) || isClosed(host)) {
    return "must lead to a public address: webhooks are sent to no private or link-local one";
  }
  return null;
}

/** The URL parser has brought every spelling of an IPv4 address into four plain numbers. */
function isClosed(host: string): boolean {
  if (host.startsWith("[")) return !/^\[[23][0-9a-f]{3}:/.test(host) || host.startsWith("[2002:");
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(host)) return false;
  return closed.some(
    ([network, bits]) => numberOf(host) >>> (32 - bits) === numberOf(network) >>> (32 - bits),
  );
}

function numberOf(address: string): number {
  return address.split(".").reduce((number, octet) => ((number << 8) | Number(octet)) >>> 0, 0);
}
