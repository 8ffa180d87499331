import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  button,
  dialog,
  field,
  fill,
  follow,
  gone,
  heading,
  open,
  press,
  put,
  reads,
  service,
  until,
  user,
  words,
} from "~/testing/visitor";

const pathOf = ({ chatbot }: Furnished) => `/chatbots/${chatbot.id}/settings`;
const PATCH = "PATCH /api/v1/chatbots/{chatbot_id}/";
const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;

test("settings are not left with something unsaved: staying keeps it, leaving drops it, saved nothing is asked", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house), house);
  await fill("Description", "Not yet saved");
  await words("There are changes that are not saved.");
  await follow("Search");
  let question = await dialog("Leave without saving?");
  const stay = await button("Stay here", question);
  await until(() => expect(document.activeElement).toBe(stay));
  await user.keyboard("{Enter}");
  await gone(() => screen.queryByRole("dialog"));
  expect(address()).toContain("/settings");
  expect(valueOf("Description")).toBe("Not yet saved");
  await press("Save changes");
  await gone(() => screen.queryByText("There are changes that are not saved."));
  await until(() => expect(document.querySelector("[data-loading]")).toBeNull());
  await fill("Description", "Dropped");
  await words("There are changes that are not saved.");
  await follow("Search");
  question = await dialog("Leave without saving?");
  await press("Leave without saving", question);
  await heading("Look under the hood");
  await follow("Settings");
  await until(() => expect(valueOf("Description")).toBe("Not yet saved"));
  await follow("Search");
  await until(() => expect(address()).toContain("/search"));
});

test("two people edit one chatbot: the second is told before anything is overwritten, and chooses", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  await fill("Description", "Mine");
  house.chatbots[0] = { ...house.chatbot, description: "Theirs" };
  await press("Save changes");
  await words("Somebody changed it meanwhile");
  expect(valueOf("Description")).toBe("Mine");
  expect(service.calls(PATCH)).toEqual([]);
  await press("Save mine over theirs");
  await reads("Saved.");
  expect(house.chatbots[0]?.description).toBe("Mine");
});

test("what was changed is undone by a press", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  await fill("Description", "Another one");
  await press("Undo changes");
  await until(() => expect(valueOf("Description")).toBe(house.chatbot.description));
  expect(screen.queryByText("There are changes that are not saved.")).toBeNull();
});

test("what the service has against a value stands at its field, and nothing is emptied", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  const errors = [{ field: "top_k", code: "too_large", message: "At most 50." }];
  service.on("PATCH /api/v1/chatbots/{chatbot_id}/settings/", problem(422, { errors }));
  await fill("Passages for an answer", "49");
  await press("Save changes");
  const said = await words("At most 50.");
  expect((await field("Passages for an answer")).getAttribute("aria-describedby")).toContain(said.id);
  expect(valueOf("Passages for an answer")).toBe("49");
});

test.each([429, 503])("a change that is refused with %i says why and keeps every word", async (status) => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  service.on(PATCH, problem(status, { detail: "Not now." }));
  await fill("Description", "Kept");
  await press("Save changes");
  expect((await alert()).textContent).toContain("Not now.");
  expect(valueOf("Description")).toBe("Kept");
});

test("a chatbot is paused and answers again; a failure is told", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  service.on(PATCH, problem(503, { detail: "Not now." }));
  await press("Pause");
  await reads("It could not be changed");
  service.on(PATCH, ({ body }) => (house.chatbots[0] = { ...house.chatbot, ...(body as object) }));
  await press("Pause");
  await words("It is paused: questions are refused until you let it answer again.");
  await press("Let it answer again");
  await words("It answers questions.");
});

test("a chatbot is deleted from its settings, and one is at home then", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house), house);
  await press("Delete this chatbot");
  put(await screen.findByRole("textbox", { name: /Type/ }), "Harbour Library");
  await press("Delete for good");
  await heading("Make your first chatbot");
  expect(address()).toBe("/");
});
