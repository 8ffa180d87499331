import { expect, test } from "vitest";
import type { Overview } from "~/api/summaries";
import { speak } from "~/testing/answers";
import { furnishedHouse, type Furnished } from "~/testing/house";
import {
  button,
  heading,
  link,
  open,
  press,
  reads,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";
import { screen } from "@testing-library/dom";

const SUMMARY = "GET /api/v1/documents/{document_id}/summary/";
const ASK = "POST /api/v1/conversations/{conversation_id}/messages/";
const detailsOf = ({ chatbot, source, document: file }: Furnished) =>
  `/chatbots/${chatbot.id}/sources?source=${source.id}&document=${file.id}`;

const overviewOf = ({ document: file }: Furnished, fields: Partial<Overview> = {}): Overview => ({
  document_id: file.id,
  title: file.title,
  version: file.version ?? "",
  pending: false,
  summary: [{ text: "Quiet is kept in every room.", start: 7, end: 35 }],
  outline: [
    { level: 1, title: "Rules", start: 0 },
    { level: 2, title: "Bookings", start: 37 },
  ],
  questions: ["How long can a booking be cancelled?"],
  model: null,
  degraded: false,
  ...fields,
});

test("a document that is opened says what it is about; its question is asked with a press", async () => {
  const house = furnishedHouse();
  const { address } = await open(detailsOf(house), house, () => service.on(SUMMARY, () => overviewOf(house)));
  await words("Quiet is kept in every room.");
  await words("In its own sentences.");
  await words("Outline (2 headings)");
  speak(service, house, { content: "Two days." });
  await press("How long can a booking be cancelled?");
  await reads("Two days.");
  expect(address()).toContain("/chat/");
  expect((service.calls(ASK)[0]?.body as { content: string }).content).toBe(
    "How long can a booking be cancelled?",
  );
});

test("a summary that is being made is looked at again; who wrote it is said", async () => {
  const house = furnishedHouse();
  let looks = 0;
  await open(detailsOf(house), house, () =>
    service.on(SUMMARY, () =>
      looks++ === 0
        ? overviewOf(house, { pending: true, summary: [], outline: [], questions: [] })
        : overviewOf(house, { model: "gpt-x" }),
    ),
  );
  await words("It is being summed up");
  await words("Summed up by gpt-x; every statement is backed by the document.");
  expect(text()).not.toContain("It is being summed up");
});

test.each([
  [{ degraded: true }, "the model could not sum it up"],
  [{ questions: [] }, "In its own sentences."],
])("what is missing is said or left out: %o", async (fields, said) => {
  const house = furnishedHouse();
  await open(detailsOf(house), house, () => service.on(SUMMARY, () => overviewOf(house, fields)));
  await reads(said);
});

test("a document without anything to sum up shows nothing of it", async () => {
  const house = furnishedHouse();
  await open(detailsOf(house), house, () =>
    service.on(SUMMARY, () => overviewOf(house, { summary: [], outline: [], questions: [] })),
  );
  await button("Download original");
  await until(() => expect(service.calls(SUMMARY).length).toBeGreaterThan(0));
  await until(() => expect(text()).not.toContain("About this document"));
});

test("a question typed into the palette is asked at once, in a new conversation", async () => {
  const house = furnishedHouse();
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  await user.click(await button("Search and go (Ctrl K)"));
  speak(service, house, { content: "Ten cents." });
  const box = await screen.findByRole("textbox", {
    name: "Chatbots, documents, conversations, pages, or a question",
  });
  await user.type(box, "What does a copy cost?");
  await press(/^Ask.*copy cost/);
  await reads("Ten cents.");
  expect(service.calls(ASK)).toHaveLength(1);
});

test("a row of a document leads to asking about it alone", async () => {
  const house = furnishedHouse();
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  await user.click(await link(`Ask about ${house.document.title}`));
  await reads(`Only in “${house.document.title}”`);
});

test("how a model is set up has an address that stays", async () => {
  await open("/help/model", furnishedHouse());
  await heading("Have answers written by a model");
  await reads("OPENAI_BASE_URL");
});

test("a heading of the outline leads to its place in the text", async () => {
  const house = furnishedHouse();
  await open(detailsOf(house), house, () => service.on(SUMMARY, () => overviewOf(house)));
  await words("Outline (2 headings)");
  await user.click(screen.getByText("Outline (2 headings)"));
  await press("Bookings");
  const stored = [...(house.texts.get(house.document.id)?.text ?? "")].slice(37, 45).join("");
  await until(() => expect(document.querySelector("mark")?.textContent).toBe(stored));
});
