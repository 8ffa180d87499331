import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aConversation, newId } from "~/testing/fixtures";
import { furnishedHouse, QUESTION, type Furnished } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  button,
  dialog,
  field,
  fill,
  follow,
  gone,
  item,
  link,
  open,
  press,
  reads,
  service,
  until,
  user,
  words,
} from "~/testing/visitor";

const FEEDBACK = "POST /api/v1/messages/{message_id}/feedback/";
const pathOf = ({ chatbot, conversation }: Furnished) => `/chatbots/${chatbot.id}/chat/${conversation.id}`;
const noDialog = () => gone(() => screen.queryByRole("dialog"));
const actions = () => button(/^Actions for/);

/** Open the conversation's menu by the keyboard and choose. */
async function choose(name: string) {
  (await actions()).focus();
  await user.keyboard("{Enter}");
  await item(name);
  (await item(name)).focus();
  await user.keyboard("{Enter}");
  return dialog();
}

test("a conversation is renamed in a dialog that is an address; the focus returns to where it came from", async () => {
  const house = furnishedHouse();
  const page = await open(pathOf(house), house);
  await choose("Rename");
  expect(page.address()).toContain(`dialog=rename&of=${house.conversation.id}`);
  const again = await page.reload();
  expect((await field("Title")).value).toBe(QUESTION);
  await press("Close");
  await noDialog();
  await choose("Rename");
  await until(() => expect(document.activeElement).toBe(screen.getByLabelText("Title")));
  again.history.back();
  await noDialog();
  await choose("Rename");
  await fill("Title", "Loans from abroad");
  await user.keyboard("{Enter}");
  await noDialog();
  await link(/^Loans from abroad/);
  expect(house.conversations[0]?.title).toBe("Loans from abroad");
  const opener = await button("Actions for Loans from abroad");
  await until(() => expect(document.activeElement).toBe(opener));
});

test.each(["Rename", "Delete"])(
  "the %s dialog holds the focus and gives it back, however it is closed",
  async (name) => {
    const house = furnishedHouse();
    const { address } = await open(pathOf(house), house);
    for (const how of ["Escape", "Cancel", "Close"]) {
      const shown = await choose(name);
      await until(() => expect(shown.contains(document.activeElement)).toBe(true));
      for (let step = 0; step < 6; step++) {
        await user.tab();
        expect(shown.contains(document.activeElement)).toBe(true);
      }
      if (how === "Escape") await user.keyboard("{Escape}");
      else await press(how, shown);
      await noDialog();
      const opener = await actions();
      await until(() => expect(document.activeElement).toBe(opener));
      expect(address()).not.toContain("dialog=");
    }
  },
);

test("a deleted conversation leads to a new one; nobody asks for it any more", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house), house);
  const shown = await choose("Delete");
  await words(/go for good/, shown);
  const before = service.asked.length;
  await press("Delete", shown);
  await until(() => expect(address()).toBe(`/chatbots/${house.chatbot.id}/chat`));
  await words("No conversations yet. Ask something.");
  await words("Ask your documents");
  const late = service.asked.slice(before).filter(({ method }) => method === "GET");
  expect(late.filter(({ path }) => path.includes(`/conversations/${house.conversation.id}/`))).toEqual([]);
  expect(house.conversations).toEqual([]);
});

test("a conversation that cannot be deleted or renamed says why", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  service.on("DELETE /api/v1/conversations/{conversation_id}/", problem(503, { detail: "Not now." }));
  const shown = await choose("Delete");
  await press("Delete", shown);
  await reads("It could not be deleted");
  await reads("Not now.");
  await press("Cancel", shown);
  await noDialog();
  const errors = [{ field: "title", code: "too_long", message: "It is too long." }];
  service.on("PATCH /api/v1/conversations/{conversation_id}/", problem(422, { errors }));
  await choose("Rename");
  await fill("Title", "Another");
  await user.keyboard("{Enter}");
  expect((await words("It is too long.")).id).toBe((await field("Title")).getAttribute("aria-describedby"));
});

test.each(["rename", "delete"])(
  "a %s dialog about a conversation that is gone says so and leads on",
  async (kind) => {
    const house = furnishedHouse();
    await open(`/chatbots/${house.chatbot.id}/chat?dialog=${kind}&of=${newId()}`, house);
    expect((await alert(await dialog())).textContent).toContain("Not found");
    await user.keyboard("{Escape}");
    await noDialog();
    await field("Your question");
  },
);

test("a conversation that is gone says so and leads to a new one", async () => {
  const house = furnishedHouse();
  const { address } = await open(`/chatbots/${house.chatbot.id}/chat/${newId()}`, house);
  await words("This conversation is not there");
  await follow("Begin a new one");
  await until(() => expect(address()).toBe(`/chatbots/${house.chatbot.id}/chat`));
});

test("conversations are searched by title; where none matches, a press shows them all", async () => {
  const house = furnishedHouse();
  house.conversations.push(aConversation({ chatbot_id: house.chatbot.id, title: "Fees" }));
  const { address } = await open(`/chatbots/${house.chatbot.id}/chat`, house);
  await link(/^Fees/);
  await user.type(await field("Search conversations"), "zzz");
  await words("No conversation has “zzz” in its title.");
  expect(address()).toContain("q=zzz");
  await press("Clear the search");
  await link(/^Fees/);
});

test("a list that cannot be loaded says so and is loaded again", async () => {
  const house = furnishedHouse();
  const list = "GET /api/v1/chatbots/{chatbot_id}/conversations/";
  await open(`/chatbots/${house.chatbot.id}/chat`, house, () => service.on(list, problem(500)));
  await words("Something went wrong");
  service.on(list, { items: house.conversations, next_cursor: null });
  await press("Try again");
  await link(new RegExp(`^${QUESTION.replace("?", "\\?")}`));
});

test("a rating is stored at once; a comment is shown, can be changed, and goes with the other thumb", async () => {
  const house = furnishedHouse();
  const page = await open(pathOf(house), house);
  service.on(FEEDBACK, ({ body }) => {
    house.answer.feedback = { comment: null, ...(body as { rating: "up" | "down" }) };
    return null;
  });
  await press("This did not help");
  await fill("What should be better? (optional)", "The wrong form is named.");
  await press("Send comment");
  await words("Your comment: The wrong form is named.");
  expect(service.calls(FEEDBACK).map(({ body }) => body)).toEqual([
    { rating: "down" },
    { rating: "down", comment: "The wrong form is named." },
  ]);
  await page.reload();
  await press("Change it");
  expect((await field("What should be better? (optional)")).value).toBe("The wrong form is named.");
  await press("Cancel");
  await words("Your comment: The wrong form is named.");
  await press("This helped");
  await press("No comment");
  await gone(() => screen.queryByText(/^Your comment/));
  expect((await button("This helped")).getAttribute("aria-pressed")).toBe("true");
  expect((await button("This did not help")).getAttribute("aria-pressed")).toBe("false");
});

test("a rating that is not stored is not shown", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  service.on(FEEDBACK, problem(404, { code: "not_found" }));
  await press("This helped");
  await reads("Your rating was not stored");
  const thumb = await button("This helped");
  await until(() => expect(thumb.getAttribute("aria-pressed")).toBe("false"));
});
