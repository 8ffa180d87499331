import { screen } from "@testing-library/dom";
import { expect, test, vi } from "vitest";
import type { Explanation, Replay } from "~/api/messages";
import { saying, speak } from "~/testing/answers";
import { aCitation, aConversation, aMessage, aQuestion, NOW } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { bytes, events } from "~/testing/replies";
import {
  button,
  dialog,
  fill,
  heading,
  item,
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

const pathOf = ({ chatbot, conversation }: Furnished) => `/chatbots/${chatbot.id}/chat/${conversation.id}`;
const ASK = "POST /api/v1/conversations/{conversation_id}/messages/";
const QUESTION = "How long can a booking be cancelled?";
const questions = () => screen.queryAllByRole("article", { name: "Question" }).map((one) => text(one));

test("an answer is made anew in its place, and the earlier one can still be read", async () => {
  const house = furnishedHouse();
  const [asked] = house.messages.get(house.conversation.id) ?? [];
  const anew = { ...aQuestion(QUESTION), replaces: asked?.id ?? null };
  const made = aMessage({ content: "Two days before." });
  service.on("POST /api/v1/messages/{message_id}/regenerate/", () => {
    house.messages.set(house.conversation.id, [anew, made]);
    return events(saying(house.conversation.id, made));
  });
  await open(pathOf(house), house);
  await press("Answer it anew");
  await reads("Two days before.");
  await until(() => expect(text()).not.toContain("Free of charge"));
  expect(service.calls("POST /api/v1/messages/{message_id}/regenerate/")[0]?.path).toContain(house.answer.id);
  if (asked) house.messages.set(house.conversation.id, [asked, house.answer, anew, made]);
  await press("Earlier version");
  await reads("Free of charge until two days before");
});

test("a question is edited in its place: what followed it goes", async () => {
  const house = furnishedHouse();
  const before = house.messages.get(house.conversation.id) ?? [];
  house.messages.set(house.conversation.id, [
    ...before,
    aQuestion("And rooms?"),
    aMessage({ content: "Rooms too." }),
  ]);
  await open(pathOf(house), house);
  await until(() => expect(screen.queryAllByRole("button", { name: "Edit the question" })).toHaveLength(2));
  await press("Edit the question");
  await fill("The question in other words", "Can it be cancelled at all?");
  speak(service, Object.assign(house, { messages: new Map([[house.conversation.id, []]]) }), {
    content: "Yes.",
  });
  await press("Ask instead");
  await reads("Yes.");
  await until(() => expect(questions()).toEqual(["Can it be cancelled at all?"]));
  expect(service.calls(ASK)[0]?.body).toEqual({
    content: "Can it be cancelled at all?",
    replaces: before[0]?.id,
  });
});

test("Esc leaves the question as it was", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  await press("Edit the question");
  await user.keyboard("something else{Escape}");
  await until(() => expect(questions()).toEqual([QUESTION]));
  expect(service.calls(ASK)).toEqual([]);
});

test("an answer that was stopped can be made anew", async () => {
  const house = furnishedHouse();
  Object.assign(house.answer, { status: "stopped" });
  await open(pathOf(house), house);
  expect(await button("Ask again")).toBeTruthy();
});

test("what might be asked next is asked by one press", async () => {
  const house = furnishedHouse();
  const next = "What does “Fees” say?";
  await open(pathOf(house), house, () =>
    service.on("GET /api/v1/messages/{message_id}/followups/", { items: [next], pending: false }),
  );
  speak(service, house, { content: "Nothing is charged." });
  await press(next);
  await reads("Nothing is charged.");
  expect(service.calls(ASK)[0]?.body).toEqual({ content: next });
});

test("questions go to one document until they are put to all again", async () => {
  const house = furnishedHouse();
  const page = await open(`/chatbots/${house.chatbot.id}/sources?document=${house.document.id}`, house);
  const opened = await dialog();
  await user.click(await link("Ask about this document", opened));
  await words(`Only in “${house.document.title}”`);
  speak(service, house, { content: "In there." });
  await fill("Your question", "What is in it?");
  await press("Send");
  await reads("In there.");
  expect(service.calls(ASK)[0]?.body).toEqual({
    content: "What is in it?",
    document_ids: [house.document.id],
  });
  await press("Ask all documents again");
  await until(() => expect(page.address()).not.toContain("about="));
});

test("a mark that has the focus shows its passage, and Esc puts it away", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  const mark = await button(/^Source 1: Rules/);
  await user.hover(mark);
  expect(text(await screen.findByRole("tooltip"))).toContain(house.citation.quote);
  await user.keyboard("{Escape}");
  await until(() => expect(screen.queryByRole("tooltip")).toBeNull());
});

test("a quote that stands in the answer is not printed a second time below it", async () => {
  const house = furnishedHouse();
  const other = aCitation({ ...house.citation, n: 2, start: 0, end: 5, quote: "Never said above." });
  Object.assign(house.answer, {
    content: `“${house.citation.quote}” [1] and more [2].`,
    citations: [house.citation, other],
  });
  await open(pathOf(house), house);
  await reads("Never said above.");
  expect(text().split(house.citation.quote)).toHaveLength(2);
});

test("conversations stand under their day", async () => {
  const house = furnishedHouse();
  const now = Date.now();
  const at = (days: number) => new Date(now - days * 86_400_000).toISOString();
  house.conversations.splice(0, 1, {
    ...house.conversation,
    updated_at: at(0),
  });
  house.conversations.push(
    aConversation({ chatbot_id: house.chatbot.id, title: "Older", updated_at: at(1) }),
    aConversation({ chatbot_id: house.chatbot.id, title: "Oldest", updated_at: NOW }),
  );
  await open(pathOf(house), house);
  await words("Today");
  await words("Yesterday");
  await words("Mar 2, 2026");
});

test("a conversation is downloaded as Markdown or HTML", async () => {
  const house = furnishedHouse();
  const taken = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  await open(pathOf(house), house, () =>
    service.on(
      "GET /api/v1/conversations/{conversation_id}/export/",
      bytes("text/html", new Uint8Array([60])),
    ),
  );
  await press(/^Actions for/);
  await user.click(await item("Download as HTML"));
  await until(() => {
    const [call] = service.calls("GET /api/v1/conversations/{conversation_id}/export/");
    expect(call?.query.get("format")).toBe("html");
  });
  await until(() => expect(taken).toHaveBeenCalledOnce());
});

test("where answers are quoted it is said once, with the way to a model", async () => {
  const house = furnishedHouse();
  Object.assign(house.answer, { mode: "extractive" });
  await open(pathOf(house), house);
  await reads("Quoted from your documents");
  expect(text().split("Quoted from your documents")).toHaveLength(2);
  await user.click(await words("How to have answers written by a model"));
  await heading("Have answers written by a model");
  await reads("OPENAI_API_KEY");
});

test("an answer from a table shows its rows under their header", async () => {
  const house = furnishedHouse();
  const { document: file } = house;
  Object.assign(house.answer, {
    mode: "table",
    table: {
      document_id: file.id,
      version: "v",
      title: "Fees",
      columns: ["Room", "Fee"],
      conditions: [{ column: "Fee", op: "<", value: "10" }],
      rows: [{ cells: ["Small room", "8"], start: 0, end: 3 }],
      total: 4,
      op: "list",
    },
  });
  await open(pathOf(house), house);
  expect((await screen.findAllByRole("columnheader")).map((one) => text(one))).toEqual(["Room", "Fee"]);
  await reads("Rows of “Fees” where Fee < 10");
  await reads("1 of 4 rows that fit.");
});

const told = ({ answer, citation }: Furnished): Explanation => ({
  message_id: answer.id,
  recorded: true,
  typed: "And films?",
  searched: "And films? booking cancelled",
  words: ["films", "booking"],
  documents: [],
  passages: [
    {
      ...citation,
      heading: ["Rules"],
      score: 0.91,
      bm25: 3.2,
      cosine: 0.4,
      words_rank: 1,
      vectors_rank: 2,
      fate: "cited",
      text: "Its text.",
    },
  ],
  unnamed_passages: 2,
  unsearched_sources: 1,
  withheld: { private: 2 },
  band: "answer",
  reasons: ["name_missing"],
  confidence: 0.8,
  claims: [],
  prompt: [{ role: "system", content: "You answer questions", length: 900 }],
  given: [],
  mode: "llm",
  model: "small-model",
  usage: { prompt_tokens: 1200, completion_tokens: 80 },
  degraded: [],
  latency_ms: 2100,
  steps: [{ name: "retriever", ms: 12.5 }],
});

test("an answer explains itself, and is asked again beside its explanation", async () => {
  const house = furnishedHouse();
  const replay: Replay = {
    content: "Three days [1].",
    mode: "llm",
    answered: true,
    confidence: 0.7,
    citations: [],
    degraded: [],
    usage: null,
    latency_ms: 900,
    difference: {
      same: false,
      confidence: -0.1,
      kept: [],
      gone: [house.citation],
      new: [],
      text: [
        { op: "gone", text: "Two" },
        { op: "new", text: "Three" },
        { op: "same", text: " days [1]." },
      ],
    },
  };
  await open(pathOf(house), house, () => {
    service.on("GET /api/v1/messages/{message_id}/explain/", told(house));
    service.on("POST /api/v1/messages/{message_id}/replay/", replay);
  });
  await press("Explain this answer");
  const panel = await dialog("How this answer came about");
  for (const said of [
    "And films? booking cancelled",
    "small-model",
    "words: no. 1 (3.2)",
    "quoted",
    "2 passages more",
  ]) {
    await reads(said, () => panel);
  }
  await press("Ask again", panel);
  await reads("The answer would be another one.", () => panel);
  expect(panel.querySelector("del")?.textContent).toBe("Two");
  expect(panel.querySelector("ins")?.textContent).toBe("Three");
});
