import { join } from "node:path";
import type { Shared } from "../context.ts";
import { imageNotFound, invalid } from "../errors.ts";
import type { Servable, ServableContainer } from "../models/models.ts";
import { ServingChain } from "./serving-chain.ts";
import { ServingProcess } from "./serving-process.ts";

/** Where the processes of a model work and write. */
export interface ServingPlace {
  /** The folder that stands for `/opt/ml`, or has one for each of several containers. */
  readonly root: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds until each process must answer its first ping; the setting's unless told. */
  readonly deadline?: number | undefined;
}

/** The processes, not yet started, that serve a model. Throws ServiceError when an image is not here. */
export function buildChain(shared: Shared, servable: Servable, place: ServingPlace): ServingChain {
  const several = servable.containers.length > 1;
  const containers = servable.containers.map((container, index) => {
    const below = several ? `/${container.hostname ?? `container-${index + 1}`}` : "";
    return processOf(shared, container, {
      ...place,
      root: join(place.root, below),
      logStream: `${place.logStream}${below}`,
    });
  });
  return new ServingChain(servable, containers);
}

function processOf(shared: Shared, container: ServableContainer, place: ServingPlace): ServingProcess {
  const { world, settings } = shared;
  const image = world.images.find(container.image);
  if (!image) throw imageNotFound(container.image);
  if (!image.serve) throw invalid(`The local image ${container.image} has no serve command.`);
  return new ServingProcess({
    container,
    image,
    world,
    settings,
    root: place.root,
    tell: (line) => world.logs.write(place.logGroup, place.logStream, line),
    deadline: place.deadline ?? settings.healthDeadline,
  });
}
