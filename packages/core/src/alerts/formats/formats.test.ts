import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AlertMessage } from "../alert-message.ts";
import { amazonQChat } from "./amazon-q-chat.ts";
import { pagerDutyEvent } from "./pagerduty.ts";
import { slackMessage } from "./slack.ts";

const message: AlertMessage = {
  model: "vines",
  event: "raised",
  key: "vines/approval/3",
  severity: "notify",
  subject: "vines: version 3 waits for your approval",
  body: "What happened\n  Version 3 waits for your approval.",
  at: "2026-02-03T04:05:06.000Z",
  because: "The policy wants a person's approval of version 3.",
  entry: 45,
  links: [
    { label: "Approve version 3", url: "https://wheel.example.com/links/abc" },
    { label: "Explain entry 44", url: "https://wheel.example.com/links/def" },
  ],
};

/** Messages of all sizes, with markup and signs of any script in them. */
const anyMessage = fc
  .record({
    event: fc.constantFrom("raised", "resolved", "escalated", "acknowledged"),
    severity: fc.constantFrom("page", "notify", "info"),
    key: fc.string({ unit: "grapheme", maxLength: 400 }),
    subject: fc.string({ unit: "grapheme", maxLength: 2_000 }),
    body: fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 3_000 }),
      fc.constantFrom("<&>".repeat(6_000), "```".repeat(4_000), "é".repeat(12_000)),
    ),
    links: fc.array(fc.record({ label: fc.string(), url: fc.webUrl() }), { maxLength: 30 }),
  })
  .map((changes): AlertMessage => ({ ...message, ...changes }));

describe("a notification of Amazon Q Developer in chat applications", () => {
  it("has the schema's fields, and the alert's key as its thread", () => {
    expect(amazonQChat(message)).toEqual({
      version: "1.0",
      source: "custom",
      id: "vines/approval/3/raised/45",
      content: {
        textType: "client-markdown",
        title: ":bell: vines: version 3 waits for your approval",
        description: "```\nWhat happened\n  Version 3 waits for your approval.\n```",
        nextSteps: [
          "<https://wheel.example.com/links/abc|Approve version 3>",
          "<https://wheel.example.com/links/def|Explain entry 44>",
        ],
        keywords: ["vines", "notify", "raised"],
      },
      metadata: {
        threadId: "vines/approval/3",
        summary: "vines: version 3 waits for your approval",
        eventType: "alert-raised",
        relatedResources: ["vines"],
        additionalContext: { severity: "notify", at: "2026-02-03T04:05:06.000Z", entry: "45" },
      },
    });
    const resolved = amazonQChat({ ...message, event: "resolved" });
    expect(resolved.metadata.threadId).toBe("vines/approval/3");
    expect(resolved.content.title).toMatch(/^:white_check_mark:/);
  });

  it("keeps to the schema's lengths", () => {
    fc.assert(
      fc.property(anyMessage, (any) => {
        const { content } = amazonQChat(any);
        expect(Array.from(content.title).length).toBeLessThanOrEqual(250);
        expect(Array.from(content.description).length).toBeLessThanOrEqual(8_000);
        expect(content.description.split("```")).toHaveLength(3);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("an event of PagerDuty", () => {
  it("triggers an incident under the alert's key", () => {
    expect(pagerDutyEvent({ ...message, severity: "page" }, "routing")).toEqual({
      routing_key: "routing",
      event_action: "trigger",
      dedup_key: "vines/approval/3",
      client: "Driftwheel",
      payload: {
        summary: "vines: version 3 waits for your approval",
        source: "vines",
        severity: "critical",
        timestamp: "2026-02-03T04:05:06.000Z",
        component: "vines",
        group: "driftwheel",
        class: "approval",
        custom_details: {
          because: "The policy wants a person's approval of version 3.",
          entry: "45",
          text: "What happened\n  Version 3 waits for your approval.",
        },
      },
      links: [
        { href: "https://wheel.example.com/links/abc", text: "Approve version 3" },
        { href: "https://wheel.example.com/links/def", text: "Explain entry 44" },
      ],
    });
  });

  it.each([
    ["raised", "trigger"],
    ["escalated", "trigger"],
    ["acknowledged", "acknowledge"],
    ["resolved", "resolve"],
  ] as const)("of an alert that is %s says %s, to the same incident", (event, action) => {
    expect(pagerDutyEvent({ ...message, event }, "routing")).toMatchObject({
      event_action: action,
      dedup_key: "vines/approval/3",
    });
  });

  it("keeps to the service's lengths", () => {
    fc.assert(
      fc.property(anyMessage, (any) => {
        const event = pagerDutyEvent(any, "routing");
        expect(Array.from(event.payload.summary).length).toBeLessThanOrEqual(1_024);
        expect(Array.from(event.dedup_key).length).toBeLessThanOrEqual(255);
        expect(new TextEncoder().encode(JSON.stringify(event)).length).toBeLessThan(512 * 1024);
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe("a message to Slack", () => {
  it("shows the text as it is aligned, and the links below", () => {
    expect(slackMessage({ ...message, body: "a < b & b > c" })).toEqual({
      text: ":bell: vines: version 3 waits for your approval",
      blocks: [
        {
          type: "header",
          text: { type: "plain_text", text: ":bell: vines: version 3 waits for your approval" },
        },
        { type: "section", text: { type: "mrkdwn", text: "```\na &lt; b &amp; b &gt; c\n```" } },
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text: "<https://wheel.example.com/links/abc|Approve version 3> · <https://wheel.example.com/links/def|Explain entry 44>",
          },
        },
        {
          type: "context",
          elements: [
            { type: "mrkdwn", text: "vines · notify · raised · entry 45 · 2026-02-03T04:05:06.000Z" },
          ],
        },
      ],
    });
  });

  it("keeps to Slack's lengths and cuts neither a link nor an entity", () => {
    fc.assert(
      fc.property(anyMessage, (any) => {
        const { blocks } = slackMessage(any);
        expect(blocks.length).toBeLessThanOrEqual(50);
        for (const block of blocks) {
          if (block.type === "header") expect(Array.from(block.text.text).length).toBeLessThanOrEqual(150);
          if (block.type !== "section") continue;
          expect(block.text.text.length).toBeLessThanOrEqual(3_000);
          expect(block.text.text.replaceAll(/&(amp|lt|gt);/g, "")).not.toContain("&");
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
