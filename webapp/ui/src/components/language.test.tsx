import { screen } from "@testing-library/dom";
import { expect, test, vi } from "vitest";
import { problem } from "~/testing/replies";
import { emptyHouse, furnishedHouse } from "~/testing/house";
import { fill, heading, open, press, reads, service, user } from "~/testing/visitor";

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

test("strangers choose a language too, and are told in it what went wrong", async () => {
  await open("/login", { ...emptyHouse(), user: null });
  await heading("Log in");
  await user.click(await language("Deutsch"));
  await heading("Anmelden");
  service.on("POST /auth/login/", problem(401, { code: "wrong_credentials", detail: "In English." }));
  await fill(/^E-Mail/, "a@b.example");
  await fill(/^Passwort/, "secret");
  await press("Anmelden");
  await reads("E-Mail oder Passwort stimmt nicht.");
});
