import { hookHandler } from "./hooks/hook-handler.ts";
import { awsHookPorts } from "./hooks/hook-ports.ts";
import { readHookSettings } from "./hooks/hook-settings.ts";
import { loadFleet } from "./shell/fleet.ts";
import { once } from "./shell/once.ts";

const ports = once(() => awsHookPorts(readHookSettings(process.env)));

/** `POST /hooks/{source}`: webhooks of others, verified, and passed on as events. */
export const handler = hookHandler(async () => {
  const settings = readHookSettings(process.env);
  return { fleet: await loadFleet(settings.fleet), ports: ports(), origin: settings.originSecret };
});
