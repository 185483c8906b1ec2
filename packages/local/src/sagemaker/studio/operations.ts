import type { Operation } from "../../world.ts";
import type { Shared } from "../context.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeApp, isListed, summarizeApp } from "./app.ts";
import {
  appReference,
  domainReference,
  listApps,
  listDomains,
  listSpaces,
  listUserProfiles,
  spaceReference,
  userProfileReference,
} from "./request.ts";
import type { Studio } from "./studio.ts";
import type { StudioResource } from "./studio-resource.ts";

type Input = Readonly<Record<string, unknown>>;

/** CreateDomain, CreateUserProfile, CreateSpace, CreateApp and their companions. */
export function studioOperations(studio: Studio, shared: Shared): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ...domainOperations(studio),
    ...userProfileOperations(studio),
    ...spaceOperations(studio),
    ...appOperations(studio, shared),
  ]);
}

function domainOperations(studio: Studio): readonly (readonly [string, Operation])[] {
  const urlOf = ({ key, arn }: StudioResource) => `https://${key}.studio.${arn.split(":")[3]}.sagemaker.aws`;
  return [
    [
      "CreateDomain",
      async (input) => {
        const domain = studio.createDomain(input);
        return { DomainArn: domain.arn, DomainId: domain.key, Url: urlOf(domain) };
      },
    ],
    [
      "DescribeDomain",
      async (input) => {
        const domain = studio.domain(parse(domainReference, input).DomainId);
        return wire({
          AppNetworkAccessType: "PublicInternetOnly",
          ...described(domain),
          DomainArn: domain.arn,
          Url: urlOf(domain),
        });
      },
    ],
    [
      "ListDomains",
      async (input) => {
        const { items, ...rest } = listPage(
          listed(studio.domains.all()),
          parse(listDomains, input),
          "Descending",
        );
        const summaries = items.map((domain) => {
          const { DomainName } = domain.request;
          return wire({
            DomainArn: domain.arn,
            DomainId: domain.key,
            DomainName,
            ...times(domain),
            Url: urlOf(domain),
          });
        });
        return { Domains: summaries, ...rest };
      },
    ],
    ["UpdateDomain", async (input) => ({ DomainArn: studio.updateDomain(input).arn })],
    ["DeleteDomain", async (input) => studio.deleteDomain(input)],
  ];
}

function userProfileOperations(studio: Studio): readonly (readonly [string, Operation])[] {
  return [
    ["CreateUserProfile", async (input) => ({ UserProfileArn: studio.createUserProfile(input).arn })],
    [
      "DescribeUserProfile",
      async (input) => {
        const profile = studio.userProfile(parse(userProfileReference, input));
        return wire({ ...described(profile), UserProfileArn: profile.arn });
      },
    ],
    [
      "ListUserProfiles",
      async (input) => {
        const request = parse(listUserProfiles, input);
        const wanted = inDomain(studio.userProfiles.all(), request.DomainIdEquals).filter(
          contains("UserProfileName", request.UserProfileNameContains),
        );
        const { items, ...rest } = listPage(listed(wanted), request, "Ascending");
        const summaries = items.map((profile) => {
          const { DomainId, UserProfileName } = profile.request;
          return wire({ DomainId, UserProfileName, ...times(profile) });
        });
        return { UserProfiles: summaries, ...rest };
      },
    ],
    ["UpdateUserProfile", async (input) => ({ UserProfileArn: studio.updateUserProfile(input).arn })],
    ["DeleteUserProfile", async (input) => studio.deleteUserProfile(input)],
  ];
}

function spaceOperations(studio: Studio): readonly (readonly [string, Operation])[] {
  return [
    ["CreateSpace", async (input) => ({ SpaceArn: studio.createSpace(input).arn })],
    [
      "DescribeSpace",
      async (input) => {
        const space = studio.space(parse(spaceReference, input));
        return wire({ ...described(space), SpaceArn: space.arn });
      },
    ],
    [
      "ListSpaces",
      async (input) => {
        const request = parse(listSpaces, input);
        const wanted = inDomain(studio.spaces.all(), request.DomainIdEquals).filter(
          contains("SpaceName", request.SpaceNameContains),
        );
        const { items, ...rest } = listPage(listed(wanted), request, "Ascending");
        const summaries = items.map((space) => {
          const { DomainId, SpaceName, SpaceDisplayName, OwnershipSettings, SpaceSharingSettings } =
            space.request;
          return wire({
            ...{ DomainId, SpaceName, SpaceDisplayName },
            ...times(space),
            OwnershipSettingsSummary: OwnershipSettings,
            SpaceSharingSettingsSummary: SpaceSharingSettings,
          });
        });
        return { Spaces: summaries, ...rest };
      },
    ],
    ["UpdateSpace", async (input) => ({ SpaceArn: studio.updateSpace(input).arn })],
    ["DeleteSpace", async (input) => studio.deleteSpace(input)],
  ];
}

function appOperations(studio: Studio, shared: Shared): readonly (readonly [string, Operation])[] {
  return [
    ["CreateApp", async (input) => ({ AppArn: studio.createApp(input).arn })],
    [
      "DescribeApp",
      async (input) => wire({ ...describeApp(studio.app(parse(appReference, input)), shared.now()) }),
    ],
    [
      "ListApps",
      async (input) => {
        const request = parse(listApps, input);
        const { UserProfileNameEquals, SpaceNameEquals } = request;
        const wanted = inDomain(studio.apps.all(), request.DomainIdEquals).filter(
          (app) =>
            isListed(app, shared.now()) &&
            (UserProfileNameEquals === undefined || app.request.UserProfileName === UserProfileNameEquals) &&
            (SpaceNameEquals === undefined || app.request.SpaceName === SpaceNameEquals),
        );
        const { items, ...rest } = listPage(listed(wanted), request, "Ascending");
        return { Apps: items.map((app) => wire(summarizeApp(app))), ...rest };
      },
    ],
    ["DeleteApp", async (input) => studio.deleteApp(input)],
  ];
}

function described(resource: StudioResource): Input {
  return { ...resource.request, ...times(resource) };
}

function times({ status, creationTime, lastModifiedTime }: StudioResource): Input {
  return { Status: status, CreationTime: creationTime, LastModifiedTime: lastModifiedTime };
}

function listed(
  resources: Iterable<StudioResource>,
): readonly (StudioResource & { readonly name: string })[] {
  return [...resources].map((resource) => ({ ...resource, name: resource.key }));
}

function inDomain(
  resources: Iterable<StudioResource>,
  domain: string | undefined,
): readonly StudioResource[] {
  return [...resources].filter(({ request: { DomainId } }) => domain === undefined || DomainId === domain);
}

function contains(member: string, part: string | undefined) {
  return ({ request }: StudioResource) => part === undefined || String(request[member]).includes(part);
}
