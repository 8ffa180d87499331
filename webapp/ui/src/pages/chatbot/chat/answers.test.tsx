import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { saying, speak } from "~/testing/answers";
import { aCitation, aMessage, aSource, listOf, type Message } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { cut, done, events, problem } from "~/testing/replies";
import {
  button,
  fill,
  gone,
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

const pathOf = ({ chatbot, conversation }: Furnished) => `/chatbots/${chatbot.id}/chat/${conversation.id}`;
const EVENTS = "GET /api/v1/messages/{message_id}/events/";
const MESSAGES = "GET /api/v1/conversations/{conversation_id}/messages/";
const LOST = "The connection was lost. Trying to reach the answer again.";

/** The conversation with its answer changed. */
function altered(fields: Partial<Message>) {
  const house = furnishedHouse();
  Object.assign(house.answer, fields);
  return house;
}

test("an answer that broke off keeps its words, says why and is asked again", async () => {
  const reason = "The model did not answer within 60 seconds.";
  const house = altered({ status: "failed", error: { code: "timeout", detail: reason } });
  await open(pathOf(house), house);
  await words("This answer was not finished");
  await words(reason);
  await reads("Free of charge until two days before");
  const made = aMessage({ content: "Two days." });
  service.on("POST /api/v1/messages/{message_id}/regenerate/", () => {
    const [asked] = house.messages.get(house.conversation.id) ?? [];
    house.messages.set(house.conversation.id, asked ? [asked, made] : []);
    return events(saying(house.conversation.id, made));
  });
  await press("Ask again");
  await reads("Two days.");
  expect(service.calls("POST /api/v1/messages/{message_id}/regenerate/")[0]?.path).toContain(house.answer.id);
});

test("an answer that broke off before a word, without a reason, says so all the same", async () => {
  const house = altered({ status: "failed", error: null, content: "", citations: [] });
  await open(pathOf(house), house);
  await words("Something went wrong while it was being written.");
  expect(screen.queryByRole("button", { name: "This helped" })).toBeNull();
});

test("an answer that was stopped keeps its words and says so", async () => {
  const house = altered({ status: "stopped" });
  await open(pathOf(house), house);
  await reads("Stopped before it was finished.");
  await reads("Free of charge until two days before");
});

test.each([
  [{ mode: "extractive" as const }, "Quoted from your documents, without a language model."],
  [{ mode: "fallback" as const }, "Written by the fallback model"],
  [{ degraded: ["embedder" as const] }, "Searched by words only"],
  [{ degraded: ["private" as const] }, "it stands in sources that may not be shown."],
  [{ confidence: 0.3 }, "Confidence: low (30%)."],
])("how an answer came about is said in words: %o", async (fields, said) => {
  const house = altered(fields);
  await open(pathOf(house), house);
  await reads(said);
});

test("a question without an answer shows the nearest passages and the way to mend it", async () => {
  const house = furnishedHouse();
  Object.assign(house.answer, {
    answered: false,
    citations: [],
    nearest: [house.citation],
    content: "I do not know.",
  });
  await open(pathOf(house), house);
  await words("The nearest passages");
  await user.click(await button("Passage: Rules"));
  await until(() =>
    expect(document.querySelector("[data-reader] mark")?.textContent).toBe(house.citation.quote),
  );
  expect((await link("Add a source")).getAttribute("href")).toContain("dialog=add");
});

test("what a model writes is text: no image, no frame, no link, nothing that runs", async () => {
  const house = altered({
    citations: [],
    content: [
      "<img src=x onerror=alert(1)>",
      "<script>alert(2)</script>",
      "![x](http://evil.example/pixel.png)",
      "[click](javascript:alert(4))",
      "<iframe src=http://evil.example/></iframe>",
    ].join("\n\n"),
  });
  await open(pathOf(house), house);
  const answer = await screen.findByRole("article", { name: "Answer" });
  await until(() => expect(text(answer)).toContain("click"));
  expect(answer.querySelectorAll("img, iframe, script, a, [onerror]")).toHaveLength(0);
});

test("two citations of one place are told apart by their words, each opens at its own", async () => {
  const house = furnishedHouse();
  const stored = "The microscope costs nine euros.\n\nThe telescope costs seven euros.";
  const place = (n: number, quote: string) =>
    aCitation({
      ...house.citation,
      n,
      quote,
      start: stored.indexOf(quote),
      end: stored.indexOf(quote) + quote.length,
    });
  const citations = stored.split("\n\n").map((quote, at) => place(at + 1, quote));
  Object.assign(house.answer, { citations, content: "Nine [1] and seven [2]." });
  Object.assign(house.texts.get(house.document.id) ?? {}, { text: stored, headings: [] });
  await open(pathOf(house), house);
  for (const { n, quote } of citations) {
    const source = await button(new RegExp(`^${n}.*${quote}`));
    await user.click(source);
    await until(() => expect(document.querySelector("[data-reader] mark")?.textContent).toBe(quote));
    expect(source.getAttribute("aria-pressed")).toBe("true");
  }
});

test("a conversation that cannot be loaded says so and is loaded again", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house, () => service.on(MESSAGES, problem(500)));
  await words("Something went wrong");
  service.on(MESSAGES, listOf(house.messages.get(house.conversation.id) ?? []));
  await press("Try again");
  await reads("Free of charge until two days before");
});

/** Somebody asks, and the stream breaks after the first words. */
async function broken(house: Furnished) {
  const page = await open(`/chatbots/${house.chatbot.id}/chat`, house);
  const whole = aMessage({ content: "It takes four weeks." });
  speak(service, house, { ...whole }, "cut");
  service.on(EVENTS, cut);
  await fill("Your question", "How long?");
  await user.keyboard("{Enter}");
  await reads("It takes four weeks.");
  const [conversation] = house.conversations;
  const ended = () => {
    house.messages.get(conversation?.id ?? "")?.splice(-1, 1, whole);
    return events(saying(conversation?.id ?? "", whole).slice(-1), { from: 9 });
  };
  return { page, ended };
}

test("a stream that is cut is said to be lost, keeps its words, and goes on from where it was", async () => {
  const house = furnishedHouse();
  const { ended } = await broken(house);
  await reads(LOST);
  expect(screen.getByRole("article", { name: "Answer" }).getAttribute("aria-busy")).toBe("true");
  service.on(EVENTS, ended);
  await button("This helped");
  const [first] = service.calls(EVENTS);
  // One event for the begin, one for each word.
  expect(first?.headers["last-event-id"]).toBe("5");
  expect(text(screen.getByRole("article", { name: "Answer" }))).toMatch(/^It takes four weeks\./);
  expect(screen.getAllByRole("article", { name: "Question" })).toHaveLength(1);
  await gone(() => screen.queryByText(LOST));
});

test("an answer that cannot be reached is said to be gone, without a spinner; a click reaches it again", async () => {
  const house = furnishedHouse();
  const { ended } = await broken(house);
  // The answer's own refusal: no try would help, as after too many of them.
  service.on(EVENTS, problem(403));
  await words(/^The connection to the answer is gone\./);
  expect(screen.getByRole("article", { name: "Answer" }).getAttribute("aria-busy")).toBe("false");
  await reads("It takes four weeks.");
  service.on(EVENTS, ended);
  await press("Try to reach it again");
  await button("This helped");
});

test("after a reload a running answer is found again from its first word", async () => {
  const house = furnishedHouse();
  const { page } = await broken(house);
  const [conversation] = house.conversations;
  const whole = house.messages.get(conversation?.id ?? "")?.at(-1) as Message;
  service.on(EVENTS, () => events(saying(conversation?.id ?? "", { ...whole, status: "done" })));
  await page.reload();
  await button("This helped");
  expect(text(screen.getByRole("article", { name: "Answer" }))).toMatch(/^It takes four weeks\./);
});

test("an answer is stopped by a press; a stop that fails is told", async () => {
  const house = furnishedHouse();
  const page = await open(`/chatbots/${house.chatbot.id}/chat`, house);
  speak(service, house, { content: "It takes four weeks." }, "stay");
  service.on("POST /api/v1/messages/{message_id}/stop/", problem(503, { detail: "Not now." }));
  await fill("Your question", "How long?");
  await user.keyboard("{Enter}");
  await press("Stop");
  await reads("It could not be stopped");
  await reads("Not now.");
  service.on("POST /api/v1/messages/{message_id}/stop/", done);
  await press("Stop");
  await until(() => expect(service.calls("POST /api/v1/messages/{message_id}/stop/")).toHaveLength(2));
  expect(page.address()).toContain("/chat/");
  service.on(EVENTS, problem(404, { code: "not_found" }));
});

test("a chatbot whose sources are empty leads to the files, one without sources to a source", async () => {
  const house = furnishedHouse();
  const none = { pending: 0, processing: 0, indexed: 0, skipped: 0, failed: 0 };
  house.sources = [aSource({ counts: none })];
  const chat = `/chatbots/${house.chatbot.id}/chat`;
  await open(chat, house);
  expect((await link("Add files")).getAttribute("href")).toContain("/sources");
  house.chatbots = [{ ...house.chatbot, has_knowledge_sources: false, status: "draft" }];
  await open(chat, house);
  expect((await link("Add a source")).getAttribute("href")).toContain("dialog=add");
});

test("the welcome shows first questions, and a press asks one", async () => {
  const house = furnishedHouse();
  house.chatbots = [{ ...house.chatbot, welcome_message: "Good day." }];
  await open(`/chatbots/${house.chatbot.id}/chat`, house, () =>
    service.on("GET /api/v1/chatbots/{chatbot_id}/suggestions/", {
      items: ["What does a copy cost?"],
      documents: [{ document_id: house.document.id, title: "Prices", text: "What the copy shop asks." }],
      pending: false,
    }),
  );
  await words("Good day.");
  await words("What the copy shop asks.");
  speak(service, house, { content: "Ten cents." });
  await press("What does a copy cost?");
  await reads("Ten cents.");
});

test("a chatbot that is not there says so", async () => {
  const house = furnishedHouse();
  house.chatbots = [];
  await open(pathOf(house), house);
  await heading("There is nothing here");
});

test("while a model writes, the page says so", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  const generated = { by: "model" as const, provider: null, model: "gpt-x", source_type: "iptc" };
  speak(service, house, { content: "Ten cents.", mode: "llm", model: "gpt-x", generated }, "stay");
  service.on(EVENTS, problem(404, { code: "not_found" }));
  await fill("Your question", "What does a copy cost?");
  await user.keyboard("{Enter}");
  await words("An AI model is writing the answer (gpt-x).");
});

test("what of an answer is personal, and what was left out of it, is told by kind and number", async () => {
  const flagged = [{ start: 0, end: 4, kind: "email" as const }];
  const house = altered({ model: "gpt-x", mode: "llm", flagged, withheld: { iban: 2, private: 1 } });
  await open(pathOf(house), house);
  await words("Holds personal data: mail addresses (1). Left out or kept from the model: IBANs (2).");
  expect(document.querySelector("mark")?.title).toBe("Personal data: mail addresses");
  expect(document.querySelector("mark")?.textContent).toHaveLength(4);
  await words(/Written by an AI model \(gpt-x\); check the sources\./);
});
