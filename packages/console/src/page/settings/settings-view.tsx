import type { ModelSummary, PolicySetting } from "../api/api-types.ts";
import { CopyMenu, linkTo } from "../parts/copy-menu.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { place } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { sectionsOf, sectionWords } from "./policy-sections.ts";

/** Each model's policy as it is in force. */
export function SettingsView() {
  const resource = answers.fleet();
  const snapshot = useResource(resource);
  return (
    <main class="page">
      <h1>Settings</h1>
      <p class="quiet lead">
        As they are in force, with what holds by default. They are changed in{" "}
        <code>driftwheel.config.ts</code>, and hold from the next deployment on.
      </p>
      <Known what="the fleet" resource={resource} snapshot={snapshot}>
        {({ models }) => <Models models={models} />}
      </Known>
    </main>
  );
}

function Models({ models }: { readonly models: readonly ModelSummary[] }) {
  const chosen = models.find(({ model }) => model === place.value.query.model) ?? models[0];
  if (!chosen) {
    return (
      <EmptyState title="The fleet has no models">
        Name one in <code>driftwheel.config.ts</code>; it is here with the next deployment.
      </EmptyState>
    );
  }
  return (
    <div class="aside-columns">
      <nav class="card picks" aria-label="Models">
        {models.map(({ model, endpoint }) => (
          <a
            key={model}
            href={addressOf("settings", {}, { model })}
            aria-current={model === chosen.model ? "page" : undefined}
          >
            <span class="two-lines">
              <span class="strong">{model}</span>
              <span class="quiet small">{endpoint}</span>
            </span>
          </a>
        ))}
      </nav>
      <Policy key={chosen.model} model={chosen.model} />
    </div>
  );
}

function Policy({ model }: { readonly model: string }) {
  const resource = answers.policy(model);
  const snapshot = useResource(resource);
  return (
    <section aria-label={`Policy of ${model}`}>
      <div class="bar">
        <h2>
          <a href={addressOf("model", { model })}>{model}</a>
        </h2>
        <div class="bar-end">
          <CopyMenu
            of={`the policy of ${model}`}
            copies={[
              { label: "Link", text: () => linkTo(addressOf("settings", {}, { model })) },
              { label: "JSON", text: () => JSON.stringify(snapshot.body, null, 2) },
            ]}
          />
        </div>
      </div>
      <Known what="the policy" resource={resource} snapshot={snapshot}>
        {({ settings }) =>
          sectionsOf(settings).map(([section, its]) => (
            <section key={section} class="card setting-card">
              <h3>{sectionWords(section)}</h3>
              <Settings settings={its} />
            </section>
          ))
        }
      </Known>
    </section>
  );
}

function Settings({ settings }: { readonly settings: readonly PolicySetting[] }) {
  return (
    <dl class="settings">
      {settings.map(({ path, value }) => (
        <div key={path}>
          <dt>
            <code>{path}</code>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
