/** What was typed outlives the end of the session, for the same person. */
import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aUser } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { field, fill, heading, open, press, put, reads, until, user, words } from "~/testing/visitor";

interface Form {
  path: (house: Furnished) => string;
  label: string | RegExp;
  typed: string;
  save: string;
}

const of = ({ chatbot }: Furnished, rest: string) => `/chatbots/${chatbot.id}${rest}`;

const FORMS: Record<string, Form> = {
  create: { path: () => "/?dialog=create", label: /^Name/, typed: "A new one", save: "Create" },
  edit: {
    path: ({ chatbot }) => `/?dialog=edit&chatbot=${chatbot.id}`,
    label: "Description",
    typed: "Half a sentence",
    save: "Save",
  },
  settings: {
    path: (house) => of(house, "/settings"),
    label: "Instructions",
    typed: "Answer like a libr",
    save: "Save changes",
  },
  source: {
    path: (house) => of(house, "/sources?dialog=add"),
    label: /^Name/,
    typed: "Price lists",
    save: "Add",
  },
  schedule: {
    path: (house) => of(house, `/sources?source=${house.source.id}&dialog=schedule`),
    label: /^Time( \*)?$/,
    typed: "07:45",
    save: "Save schedule",
  },
};

async function logIn(email: string) {
  await words(/^Your session ended\. Log in again/);
  await fill(/E-mail/, email);
  put(document.querySelector("[type=password]") as HTMLInputElement, "the password");
  await user.keyboard("{Enter}");
}

test.each(Object.entries(FORMS))(
  "a session that ends while one types keeps the form: %s",
  async (_, form) => {
    const house = furnishedHouse();
    const { address, expire } = await open(form.path(house), house);
    await field(form.label);
    const here = address();
    await fill(form.label, form.typed);
    house.user = null;
    await expire();
    await logIn("ada@example.com");
    await until(() => expect(screen.getByLabelText<HTMLInputElement>(form.label).value).toBe(form.typed));
    expect(address()).toBe(here);
    await press(form.save);
    await reads(/Saved\.|was created|was added|was saved/);
  },
);

test("who logs in next at the same browser finds nothing of what was typed", async () => {
  const house = furnishedHouse();
  house.people.push(aUser({ email: "other@example.com" }));
  const { expire } = await open("/?dialog=create", house);
  await fill(/^Name/, "Secret plans");
  house.user = null;
  await expire();
  await logIn("other@example.com");
  await heading("New chatbot");
  expect((await field(/^Name/)).value).toBe("");
});
