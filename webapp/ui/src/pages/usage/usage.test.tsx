/** What was used, against its limit; and a limit that is reached is said with what was used and when it comes back. */
import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aUsage } from "~/testing/fixtures";
import { emptyHouse, furnishedHouse } from "~/testing/house";
import { problems } from "~/texts/de/problems";
import { problem } from "~/testing/replies";
import { alert, field, open, put, service, text, user, words } from "~/testing/visitor";

const MESSAGES = "POST /api/v1/conversations/{conversation_id}/messages/";
const USED = { used: 3, most: 12 };
const MONTH = { questions: USED, tokens: { used: 2_000, most: 2_000 }, cost: { used: 1.5, most: null } };
const BUSY = aUsage({
  organization: {
    ...MONTH,
    documents: { used: 4, most: null },
    storage: { used: 1_500_000, most: 5_000_000 },
  },
  person: MONTH,
  people: [{ id: "p", name: "Ada Reader", email: "ada@example.com", ...MONTH }],
  rates: [{ group: "ask", organization: "600/minute;5000/day", person: "" }],
});

test("everything stands against its limit, people too", async () => {
  await open("/usage", { ...furnishedHouse(), usage: BUSY });
  await screen.findByRole("heading", { name: "The organisation" });
  const page = text(screen.getByRole("main"));
  for (const said of ["3 of 12", "1.5 MB of 5 MB", "2,000 of 2,000 · used up", "4 · no limit", "1.50 EUR"])
    expect(page).toContain(said);
  expect(page).toContain("What your organisation has used in November 2026");
  expect(page).toContain("begin anew on December 1, 2026");
  expect(page).toContain("600 per minute, 5,000 per day");
  expect(screen.getByTitle("ada@example.com")).toBeTruthy();
});

test("an organisation that has used nothing is told how to begin", async () => {
  await open("/usage", emptyHouse());
  await words("Nothing used yet this month");
  expect(screen.getByRole("link", { name: "To the chatbots" })).toBeTruthy();
  await words("Nobody has asked anything this month.");
});

test("who does not run the organisation sees no people", async () => {
  await open("/usage", { ...emptyHouse(), usage: { ...BUSY, people: null } });
  await screen.findByRole("heading", { name: "You" });
  expect(screen.queryByRole("heading", { name: "By person" })).toBeNull();
});

const REACHED = {
  name: "questions",
  of: "organization",
  most: 3,
  used: 3,
  resets_at: "2026-12-01T00:00:00+00:00",
};

test("a used up month is said where it was met, without counting its seconds", async () => {
  const house = furnishedHouse();
  const refusal = { code: "quota_exceeded", detail: "Three of three questions.", limit: REACHED };
  await open(`/chatbots/${house.chatbot.id}/chat/${house.conversation.id}`, house, () => {
    service.on(MESSAGES, problem(429, { ...refusal, retryAfter: 2_000_000 }));
  });
  put(await field("Your question"), "When?");
  await user.keyboard("{Enter}");
  const told = await alert();
  expect(text(told)).toContain("Your plan's limit is reached");
  expect(text(told)).toContain("Three of three questions.");
  expect(text(told)).not.toContain("2,000,000");
  expect(screen.getByRole("link", { name: "See what was used" })).toBeTruthy();
});

test("in German it is said from the numbers", () => {
  expect(problems.limit(REACHED, "English")).toBe(
    "Ihre Organisation hat 3 von 3 Fragen verbraucht. Am December 1, 2026 geht es von vorn los.",
  );
  const full = { ...REACHED, name: "documents", resets_at: null };
  expect(problems.limit(full, "English")).toContain("Erst etwas löschen");
  expect(problems.limit({ ...REACHED, name: "read" }, "English")).toBe("English");
});
