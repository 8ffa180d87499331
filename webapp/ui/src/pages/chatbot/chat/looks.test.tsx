import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { everythingFile } from "~/api/conversations";
import { saying } from "~/testing/answers";
import { aCitation, aMessage, aQuestion, type Message } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { bytes, events } from "~/testing/replies";
import { button, open, press, reads, service, text, until, user, words } from "~/testing/visitor";

const pathOf = ({ chatbot, conversation }: Furnished) => `/chatbots/${chatbot.id}/chat/${conversation.id}`;
const claim = (start: number, end: number, verdict: Message["claims"][number]["verdict"]) => ({
  start,
  end,
  verdict,
  citations: [],
  reasons: [],
  contrast: null,
});

test("words of the desk have a look of their own and no sources", async () => {
  const house = furnishedHouse();
  Object.assign(house.answer, {
    mode: "desk",
    content: "Hello. Ask me anything.",
    citations: [],
    confidence: 1,
  });
  await open(pathOf(house), house);
  await words("About this desk");
  expect(document.querySelector("[aria-label='Sources of this answer']")).toBeNull();
});

test("quoted statements stand in quotation marks, code that nothing backs in a frame with the reason", async () => {
  const house = furnishedHouse();
  const content = "Dogs wait outside. Rooms are free.\n\n```\nrun --now\n```\n";
  Object.assign(house.answer, {
    mode: "llm",
    content,
    citations: [],
    claims: [claim(0, 17, "quoted"), claim(19, 33, "supported"), claim(36, 53, "unsupported")],
  });
  await open(pathOf(house), house);
  await reads("Dogs wait outside");
  const quoted = document.querySelectorAll("[class*=quotedWords]");
  expect([...quoted].map((one) => one.textContent)).toEqual(["Dogs wait outside"]);
  expect(quoted[0]?.matches("[data-first][data-last]")).toBe(true);
  const apart = document.querySelector("[class*=unbackedBlock]");
  expect(apart?.textContent).toContain("run --now");
  expect(apart?.textContent).toContain("not found in the sources");
});

test("quotes that stand for a model's words say so, and not that there is no model", async () => {
  const house = furnishedHouse();
  Object.assign(house.answer, { mode: "extractive", model: "gpt-x", finish: "not_backed" });
  await open(pathOf(house), house);
  await reads("Nothing that gpt-x wrote was found in the sources");
  expect(text()).not.toContain("without a language model");
});

test("a quoted row stands under its header, its mark in the last cell", async () => {
  const house = furnishedHouse();
  const quote = "| Cockle | C | 16.00 |";
  const row = { columns: ["Berth", "Pier", "Fee"], cells: ["Cockle", "C", "16.00"] };
  Object.assign(house.answer, {
    mode: "extractive",
    content: `“${quote}” [1]`,
    citations: [aCitation({ document_id: house.document.id, quote, row })],
  });
  await open(pathOf(house), house);
  await button("Source 1: Rules");
  const cells = [...document.querySelectorAll("article table :is(th, td)")].map((cell) => cell.textContent);
  expect(cells).toEqual(
    ["Berth", "Pier", "Fee", "Cockle", "C", "16.00 1"].map((one) => one.replace(" ", "\u00a0")),
  );
  expect(text()).not.toContain("| Cockle |");
});

test("listed rows stand in one table; what a model lists in its own words stays a list", async () => {
  const house = furnishedHouse();
  const columns = ["Berth", "Fee"];
  const rowsOf = (cells: string[], n: number) =>
    aCitation({
      document_id: house.document.id,
      n,
      start: n,
      quote: `| ${cells.join(" | ")} |`,
      row: { columns, cells },
    });
  const listed = "2\n\n- Berth: Cockle; Fee: 16.00 [1]\n- Berth: Anemone; Fee: 18.50 [2]";
  Object.assign(house.answer, {
    mode: "table",
    content: listed,
    citations: [rowsOf(["Cockle", "16.00"], 1), rowsOf(["Anemone", "18.50"], 2)],
  });
  await open(pathOf(house), house);
  await button("Source 2: Rules");
  expect(document.querySelectorAll("article table tr")).toHaveLength(3);
  expect(document.querySelector("article [class*=prose] li")).toBeNull();
  Object.assign(house.answer, { mode: "llm", content: "- Cockle costs a fee of 16.00 [1]" });
  await open(pathOf(house), house);
  await button("Source 1: Rules");
  expect(document.querySelector("article [class*=prose] li")).not.toBeNull();
});

test("an answer made anew in the middle says what is set aside; it can be read and downloaded", async () => {
  const house = furnishedHouse();
  const before = house.messages.get(house.conversation.id) ?? [];
  const [asked] = before;
  const later = [aQuestion("And for groups?"), aMessage({ content: "A week before." })];
  house.messages.set(house.conversation.id, [...before, ...later]);
  const stands = { ...aQuestion(asked?.content ?? ""), replaces: asked?.id ?? null };
  const made = aMessage({ content: "Two days." });
  await open(pathOf(house), house, () => {
    service.on("POST /api/v1/messages/{message_id}/regenerate/", () => {
      house.messages.set(house.conversation.id, [stands, made]);
      return events(saying(house.conversation.id, made));
    });
  });
  await reads("A week before.");
  const again = () => screen.getAllByRole("button", { name: "Answer it anew" });
  await until(() => expect(again()).toHaveLength(2));
  await user.click(again()[0] ?? document.body);
  await reads("1 question that followed is set aside.");
  await reads("Two days.");
  const aside = [...before, ...later].map((one) => ({ ...one, set_aside: true }));
  house.messages.set(house.conversation.id, [...aside, stands, made]);
  service.on(
    "GET /api/v1/conversations/{conversation_id}/export/",
    bytes("text/markdown", new TextEncoder().encode("# All")),
  );
  await press("Earlier version");
  await reads("It was followed by");
  await reads("And for groups?");
  expect((await everythingFile(house.conversation.id)).size).toBe(5);
  expect(
    service.calls("GET /api/v1/conversations/{conversation_id}/export/")[0]?.query.get("set_aside"),
  ).toBe("true");
});

test.each([
  ["cut_off", "The model reached its limit of words; what stands above is not complete."],
  ["filtered", "The model's provider withheld the rest of this answer."],
  ["too_long", "The answer was cut here, because it became too long."],
  ["broken_off", "The model stopped in the middle of its answer; what stands above is not complete."],
] as const)("an answer that was %s says so apart from its words", async (finish, said) => {
  const house = furnishedHouse();
  const degraded: Message["degraded"] = finish === "broken_off" ? ["llm"] : [];
  const fields = {
    mode: "llm",
    finish,
    degraded,
    content: `Two days [1].\n\n(${said})`,
    claims: [],
  } as const;
  Object.assign(house.answer, fields);
  await open(pathOf(house), house);
  await words(said);
  expect(document.querySelector("article [class*=prose]")?.textContent).not.toContain(said);
  expect(document.querySelectorAll("article [data-warning=true]")).toHaveLength(1);
  expect(text()).not.toContain("could not be reached");
});

test("a sentence in brackets at the end of a whole answer stays where it is", async () => {
  const house = furnishedHouse();
  Object.assign(house.answer, { mode: "llm", finish: "complete", content: "Two days.\n\n(Except in May.)" });
  await open(pathOf(house), house);
  await reads("(Except in May.)");
  expect(document.querySelector("article [class*=prose]")?.textContent).toContain("Except in May");
});
