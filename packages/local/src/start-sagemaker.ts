import { existsSync } from "node:fs";
import type { HttpService } from "./http/call.ts";
import { jsonService } from "./protocols/json-service.ts";
import type { JsonService, World } from "./world.ts";

interface Runtime {
  handle(request: Request): Promise<Response | null>;
  close(): Promise<void>;
}

/** SageMaker's control plane and runtime, as HTTP services. */
export async function startSageMaker(
  world: World,
): Promise<{ readonly services: readonly HttpService[]; close(): Promise<void> }> {
  const service = await load<(world: World) => JsonService>("service", "sagemakerService");
  const control = service?.(world);
  const runtimeOf = await load<(world: World, service: JsonService) => Runtime>(
    "runtime",
    "sagemakerRuntime",
  );
  const runtime = control ? runtimeOf?.(world, control) : undefined;
  const services: HttpService[] = [];
  if (control) services.push(jsonService({ ...control, name: "sagemaker" }, control.version, world));
  if (runtime) {
    services.push({
      name: "sagemaker-runtime",
      accepts: ({ url, scope, request }) =>
        request.method === "POST" && scope !== "s3" && /^\/endpoints\/[^/]+\/invocations$/.test(url.pathname),
      handle: async ({ request }) => (await runtime.handle(request)) ?? new Response(null, { status: 404 }),
    });
  }
  return {
    services,
    async close() {
      await runtime?.close();
      await control?.close();
    },
  };
}

async function load<T>(file: string, name: string): Promise<T | undefined> {
  const url = new URL(`./sagemaker/${file}.ts`, import.meta.url);
  if (!existsSync(url)) return undefined;
  const module: Record<string, unknown> = await import(url.href);
  // The contract of that folder.
  return module[name] as T;
}
