import { ServiceError } from "../../world.ts";
import type { Shared } from "../context.ts";
import { invalid, resourceNotFound } from "../errors.ts";
import { parse } from "../registry/parse-request.ts";
import { Settling } from "../settling.ts";
import type { Tag } from "../tags/tag-store.ts";
import { appKey, assertPlaced, isListed } from "./app.ts";
import {
  appReference,
  createApp,
  createDomain,
  createSpace,
  createUserProfile,
  domainReference,
  spaceReference,
  updateDomain,
  updateSpace,
  updateUserProfile,
  userProfileReference,
} from "./request.ts";
import type { StudioResource } from "./studio-resource.ts";

type Input = Readonly<Record<string, unknown>>;

const passes = { Pending: "InService", Updating: "InService", Deleting: null } as const;

/** Studio's domains, and what is in them. None of it runs, and nothing tells of it: there are no events of it. */
export class Studio {
  readonly domains: Settling<StudioResource>;
  readonly userProfiles: Settling<StudioResource>;
  readonly spaces: Settling<StudioResource>;
  readonly apps: Settling<StudioResource>;
  private readonly shared: Shared;

  constructor(shared: Shared) {
    this.shared = shared;
    const of = (collection: string) => ({ collection, delay: shared.settings.settlingDelay });
    this.domains = new Settling(shared, { ...of("sagemaker/domains"), settlesAs: passes });
    this.userProfiles = new Settling(shared, { ...of("sagemaker/user-profiles"), settlesAs: passes });
    this.spaces = new Settling(shared, { ...of("sagemaker/spaces"), settlesAs: passes });
    this.apps = new Settling(shared, {
      ...of("sagemaker/apps"),
      settlesAs: { Pending: "InService", Deleting: "Deleted" },
    });
  }

  createDomain(input: Input): StudioResource {
    const { Tags, ...request } = parse(createDomain, input);
    const taken = [...this.domains.all()].some(
      ({ request: { DomainName } }) => DomainName === request.DomainName,
    );
    if (taken) throw inUse(`Domain with name ${request.DomainName} already exists.`);
    const id = `d-${Array.from({ length: 12 }, () => this.letter()).join("")}`;
    return this.make(this.domains, id, "domain", { ...request, DomainId: id }, Tags);
  }

  updateDomain(input: Input): StudioResource {
    const { DomainId, DomainSettingsForUpdate, ...changes } = parse(updateDomain, input);
    const domain = this.domain(DomainId);
    const { DomainSettings } = domain.request;
    return this.change(this.domains, domain, {
      ...changes,
      ...merged("DefaultUserSettings", domain, changes.DefaultUserSettings),
      ...merged("DefaultSpaceSettings", domain, changes.DefaultSpaceSettings),
      ...(DomainSettingsForUpdate === undefined
        ? {}
        : { DomainSettings: { ...asObject(DomainSettings), ...DomainSettingsForUpdate } }),
    });
  }

  deleteDomain(input: Input): void {
    const domain = this.domain(parse(domainReference, input).DomainId);
    const within = [...this.userProfiles.all(), ...this.spaces.all()];
    if (within.some(({ request: { DomainId } }) => DomainId === domain.key)) {
      throw inUse(
        `Unable to delete Domain [${domain.key}] because UserProfile(s) or Space(s) are associated with it.`,
      );
    }
    this.domains.move(domain, "Deleting");
  }

  createUserProfile(input: Input): StudioResource {
    const { Tags, ...request } = parse(createUserProfile, input);
    this.domain(request.DomainId);
    return this.make(this.userProfiles, userProfileKey(request), "user-profile", request, Tags);
  }

  updateUserProfile(input: Input): StudioResource {
    const request = parse(updateUserProfile, input);
    const profile = this.userProfile(request);
    return this.change(this.userProfiles, profile, merged("UserSettings", profile, request.UserSettings));
  }

  deleteUserProfile(input: Input): void {
    const profile = this.userProfile(parse(userProfileReference, input));
    this.assertNoApp(({ UserProfileName }) => UserProfileName === profile.request.UserProfileName, profile);
    this.userProfiles.move(profile, "Deleting");
  }

  createSpace(input: Input): StudioResource {
    const { Tags, ...request } = parse(createSpace, input);
    this.domain(request.DomainId);
    const owner = request.OwnershipSettings?.OwnerUserProfileName;
    if ((owner === undefined) !== (request.SpaceSharingSettings === undefined)) {
      throw invalid("OwnershipSettings and SpaceSharingSettings must be specified together.");
    }
    if (owner !== undefined) this.userProfile({ DomainId: request.DomainId, UserProfileName: owner });
    return this.make(this.spaces, spaceKey(request), "space", request, Tags);
  }

  updateSpace(input: Input): StudioResource {
    const { SpaceDisplayName, ...request } = parse(updateSpace, input);
    const space = this.space(request);
    return this.change(this.spaces, space, {
      ...(SpaceDisplayName === undefined ? {} : { SpaceDisplayName }),
      ...merged("SpaceSettings", space, request.SpaceSettings),
    });
  }

  deleteSpace(input: Input): void {
    const space = this.space(parse(spaceReference, input));
    this.assertNoApp(({ SpaceName }) => SpaceName === space.request.SpaceName, space);
    this.spaces.move(space, "Deleting");
  }

  createApp(input: Input): StudioResource {
    const { Tags, ...request } = parse(createApp, input);
    assertPlaced(request);
    this.domain(request.DomainId);
    const { DomainId, SpaceName, UserProfileName } = request;
    if (SpaceName !== undefined) this.space({ DomainId, SpaceName });
    else if (UserProfileName !== undefined) this.userProfile({ DomainId, UserProfileName });
    const before = this.apps.get(appKey(request));
    // One that is deleted is seen for a while, and may be made again.
    if (before && before.status !== "Deleted") throw inUse(`App [${appKey(request)}] already exists.`);
    const app = this.make(this.apps, appKey(request), "app", request, Tags);
    // One that is started again within a day is the same app:
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeApp.html
    if (before && isListed(before, this.shared.now())) {
      return this.apps.move({ ...app, creationTime: before.creationTime }, "Pending");
    }
    return app;
  }

  deleteApp(input: Input): void {
    const app = this.app(parse(appReference, input));
    if (app.status === "Deleted" || app.status === "Deleting") throw missing("App", app.key);
    this.apps.move(app, "Deleting");
  }

  domain(id: string): StudioResource {
    return there(this.domains.get(id), "Domain", id);
  }

  userProfile(of: Readonly<Record<"DomainId" | "UserProfileName", string>>): StudioResource {
    this.domain(of.DomainId);
    return there(this.userProfiles.get(userProfileKey(of)), "UserProfile", userProfileKey(of));
  }

  space(of: Readonly<Record<"DomainId" | "SpaceName", string>>): StudioResource {
    this.domain(of.DomainId);
    return there(this.spaces.get(spaceKey(of)), "Space", spaceKey(of));
  }

  app(of: Parameters<typeof appKey>[0]): StudioResource {
    return there(this.apps.get(appKey(of)), "App", appKey(of));
  }

  private make(
    among: Settling<StudioResource>,
    key: string,
    kind: string,
    request: Input,
    tags: readonly Tag[] = [],
  ): StudioResource {
    const before = among.get(key);
    if (before && before.status !== "Deleted") throw inUse(`${key} already exists.`);
    const arn = this.shared.arn(kind, key.toLowerCase());
    const now = this.shared.now();
    this.shared.tags.add(arn, tags);
    return among.move(
      { key, arn, request, status: "Pending", creationTime: now, lastModifiedTime: now },
      "Pending",
    );
  }

  private change(among: Settling<StudioResource>, resource: StudioResource, changes: Input): StudioResource {
    if (resource.status !== "InService") {
      throw inUse(`${resource.key} is ${resource.status}, and cannot be updated.`);
    }
    return among.move({ ...resource, request: { ...resource.request, ...changes } }, "Updating");
  }

  private assertNoApp(isOf: (request: Input) => boolean, { key, request }: StudioResource): void {
    const running = [...this.apps.all()].some(
      (app) => app.request.DomainId === request.DomainId && app.status !== "Deleted" && isOf(app.request),
    );
    if (running) throw inUse(`Unable to delete [${key}] because App(s) are associated with it.`);
  }

  private letter(): string {
    return Math.floor(this.shared.world.random() * 36).toString(36);
  }
}

/** Members that are given take the place of those before, whole; those that are not stay. */
function merged(name: string, { request }: StudioResource, given: Input | undefined): Input {
  return given === undefined ? {} : { [name]: { ...asObject(request[name]), ...given } };
}

function asObject(value: unknown): Input {
  // Settings were checked to be objects when they came in.
  return typeof value === "object" && value !== null ? (value as Input) : {};
}

function userProfileKey({
  DomainId,
  UserProfileName,
}: {
  DomainId: string;
  UserProfileName: string;
}): string {
  return `${DomainId}/${UserProfileName}`;
}

function spaceKey({ DomainId, SpaceName }: { DomainId: string; SpaceName: string }): string {
  return `${DomainId}/${SpaceName}`;
}

function inUse(message: string): ServiceError {
  return new ServiceError("ResourceInUse", message);
}

function missing(kind: string, key: string): ServiceError {
  return resourceNotFound(`${kind} [${key.replaceAll("/", ", ")}] does not exist.`);
}

/** @throws ServiceError when there is none. */
function there(resource: StudioResource | undefined, kind: string, key: string): StudioResource {
  if (!resource) throw missing(kind, key);
  return resource;
}
