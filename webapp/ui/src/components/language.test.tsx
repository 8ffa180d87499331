import { screen } from "@testing-library/dom";
import { expect, test, vi } from "vitest";
import { emptyHouse, furnishedHouse } from "~/testing/house";
import { heading, open, reads, user } from "~/testing/visitor";

const language = (name: string) => screen.findByRole("radio", { name });

test("the interface speaks the browser's language, its pages know of it, and another can be chosen", async () => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["fr-CA", "de-AT", "en"]);
  const { reload } = await open("/", emptyHouse());
  await heading("Der erste Chatbot");
  expect(document.documentElement.lang).toBe("de");
  await user.click(await language("English"));
  await heading("Make your first chatbot");
  expect(document.documentElement.lang).toBe("en");
  await reload();
  await heading("Make your first chatbot");
});

test("a language is changed in the middle of a conversation, and back", async () => {
  const house = furnishedHouse();
  const { address } = await open(`/chatbots/${house.chatbot.id}/chat/${house.conversation.id}`, house);
  await reads(/two days before/);
  const at = address();
  await user.click(await language("Deutsch"));
  await reads("Neues Gespräch");
  await reads(/two days before/);
  expect(address()).toBe(at);
  await user.click(await language("English"));
  await reads("New conversation");
});

test("strangers choose a language too", async () => {
  await open("/login", { ...emptyHouse(), user: null });
  await heading("Log in");
  await user.click(await language("Deutsch"));
  await heading("Anmelden");
});
