import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createWorld, type LocalWorld, type WorldOptions } from "./create-world.ts";
import { eventsService } from "./events/service.ts";
import { callOf, type HttpService } from "./http/call.ts";
import { notImplemented } from "./http/not-implemented.ts";
import { jsonService } from "./protocols/json-service.ts";
import { s3Service } from "./s3/service.ts";
import { startSageMaker } from "./start-sagemaker.ts";

export interface LocalOptions extends WorldOptions {
  /** 0 takes any free port; the default. */
  readonly port?: number;
}

export interface LocalServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly world: LocalWorld;
  /** Ends everything that was started, within two seconds. */
  close(): Promise<void>;
}

/** Starts the small AWS on one port of the loopback interface. */
export async function startLocal(options: LocalOptions = {}): Promise<LocalServer> {
  const world = createWorld(options);
  const sagemaker = await startSageMaker(world);
  const services: readonly HttpService[] = [
    ...sagemaker.services,
    jsonService(eventsService(world, world.buses), "1.1", world),
    s3Service(world, world.objects),
  ];
  const listener = getRequestListener(
    async (request) => {
      const call = callOf(request);
      const service = services.find((candidate) => candidate.accepts(call));
      const response = service ? await service.handle(call) : notImplemented(call);
      world.log(
        `${response.status} ${service?.name ?? "?"} ${call.target ?? `${request.method} ${call.url.pathname}`}`,
      );
      return response;
    },
    { overrideGlobalObjects: false },
  );
  const http = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  // A TCP server that listens has an address of this shape.
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  world.listensAt(url);
  return {
    url,
    world,
    async close() {
      await sagemaker.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      world.close();
    },
  };
}
