import { join } from "node:path";

/** Of this process, without what would lead a command elsewhere. */
export function environment(folder: string): NodeJS.ProcessEnv {
  const { AWS_ENDPOINT_URL: _, AWS_REGION: __, DRIFTWHEEL_FLEET: ___, ...own } = process.env;
  return { ...own, npm_config_cache: join(folder, "../npm-cache"), NODE_DISABLE_COMPILE_CACHE: "1" };
}
