import ipaddr from "ipaddr.js";

/** What deliveries may reach beside public addresses. `loopback` is for a laptop and for tests. */
export type Reachable = "public" | "loopback";

/** IANA gives out 2000::/3 only; what else ipaddr.js calls unicast belongs to nobody yet. */
const given = ipaddr.IPv6.parse("2000::");

/**
 * Why an address must not be connected to; null when it may. Only public unicast addresses may: not the machine itself,
 * not its network, not the link, where clouds answer with credentials (169.254.169.254), and nothing that carries an
 * IPv4 address inside an IPv6 one, because what is on its other end cannot be seen.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function forbidden(address: string, reachable: Reachable): string | null {
  if (!ipaddr.isValid(address) || /%/.test(address)) return `${address} is no address`;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range === "loopback" && reachable === "loopback") return null;
  if (range !== "unicast") return `${address} is not public (${range})`;
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(given, 3))
    return `${address} is not public (unassigned)`;
  return null;
}
