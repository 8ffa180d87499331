/** No control is without an action: what looks as if it could be pressed, can. */
import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { emptyHouse, furnishedHouse, type Furnished } from "./house";
import { open, until } from "./visitor";

const CONTROLS = "button, a, input, textarea, select, [role=button], [role=link], [role=tab], [role=switch]";
const HANDLERS = ["onClick", "onChange", "onMouseDown", "onPointerDown", "onKeyDown"];

/** What React was told of an element. By the name that it has on others: forms do not list theirs. */
function propsOf(one: Element): Record<string, unknown> {
  const named = [...document.querySelectorAll("div")].flatMap((div) => Object.keys(div));
  const key = named.find((name) => name.startsWith("__reactProps$")) ?? "";
  return (one as unknown as Record<string, Record<string, unknown>>)[key] ?? {};
}

const handles = (one: Element, names: string[]) =>
  names.some((name) => typeof propsOf(one)[name] === "function");

function acts(one: Element): boolean {
  if (one.matches("a")) return Boolean(one.getAttribute("href"));
  // One that keeps its value itself.
  if (one.matches("select") && propsOf(one).value === undefined) return true;
  const form = one.matches("[type=submit]") ? one.closest("form") : null;
  return handles(one, HANDLERS) || (form !== null && handles(form, ["onSubmit"]));
}

/** What has nothing to do when it is pressed. */
const dead = () =>
  [...document.querySelectorAll(CONTROLS)]
    .filter((one) => !one.matches("[disabled], [type=hidden]") && !acts(one))
    .map((one) => one.outerHTML.slice(0, 160))
    .join("\n");

const PATHS = [
  "/",
  "/?q=zzz",
  "/?dialog=create",
  "/?dialog=edit&chatbot=BOT",
  "/?dialog=delete&chatbot=BOT",
  "/chatbots/BOT/chat",
  "/chatbots/BOT/chat?q=zzz",
  "/chatbots/BOT/chat/TALK",
  "/chatbots/BOT/chat/TALK?read=ANSWER.1",
  "/chatbots/BOT/chat/TALK?dialog=rename&of=TALK",
  "/chatbots/BOT/chat/TALK?dialog=delete&of=TALK",
  "/chatbots/BOT/chat/NOBODY",
  "/chatbots/NOBODY/chat",
  "/chatbots/BOT/sources",
  "/chatbots/BOT/sources?q=zzz",
  "/chatbots/BOT/sources?source=NOBODY",
  "/chatbots/BOT/sources?dialog=add",
  "/chatbots/BOT/sources?dialog=edit",
  "/chatbots/BOT/sources?dialog=schedule",
  "/chatbots/BOT/sources?dialog=history",
  "/chatbots/BOT/sources?dialog=plan",
  "/chatbots/BOT/sources?dialog=delete",
  "/chatbots/BOT/sources?document=DOCUMENT",
  "/chatbots/BOT/sources?document=DOCUMENT&dialog=delete",
  "/chatbots/BOT/search?q=zzz",
  "/chatbots/BOT/settings",
  "/models",
  "/models?dialog=add",
  "/usage",
  "/system",
  "/no/such/page",
];

const filled = (path: string, { chatbot, conversation, answer, document: file }: Furnished) =>
  path
    .replace("BOT", chatbot.id)
    .replaceAll("TALK", conversation.id)
    .replace("ANSWER", answer.id)
    .replace("DOCUMENT", file.id);

const settled = () =>
  until(() => {
    expect(document.querySelector("h1, h2, [role=dialog]")).not.toBeNull();
    expect(
      document.querySelector("[role=status][aria-label^=Loading], [role=status][aria-label^=Opening]"),
    ).toBeNull();
  });

test.each(PATHS)("%s", async (path) => {
  const house = furnishedHouse();
  await open(filled(path, house), house);
  await settled();
  if (path.includes("dialog=") || path.includes("document=")) await screen.findByRole("dialog");
  expect(dead()).toBe("");
});

test.each(["/login", "/register"])("%s, for a stranger", async (path) => {
  await open(path, Object.assign(emptyHouse(), { user: null }));
  await settled();
  expect(dead()).toBe("");
});

test("a button without an action would be found", async () => {
  await open("/", emptyHouse());
  await settled();
  document.body.append(Object.assign(document.createElement("button"), { textContent: "Dead" }));
  expect(dead()).toBe("<button>Dead</button>");
});
