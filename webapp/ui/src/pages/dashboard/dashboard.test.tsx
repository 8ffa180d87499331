import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aChatbot, listOf, NOW } from "~/testing/fixtures";
import { emptyHouse, furnishedHouse } from "~/testing/house";
import { cut, problem } from "~/testing/replies";
import {
  alert,
  button,
  dialog,
  field,
  fill,
  follow,
  heading,
  item,
  link,
  open,
  press,
  put,
  reads,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";

const EMPTY = "Make your first chatbot";

/** Which of the dashboard's states are on the page. */
const states = () =>
  Object.entries({
    loading: document.querySelector("main [role=status][aria-label=Loading]"),
    empty: screen.queryByRole("heading", { name: EMPTY }),
    grid: document.querySelector("main ul[aria-label*=chatbot]"),
    error: document.querySelector("main [role=alert]"),
  }).flatMap(([name, shown]) => (shown ? [name] : []));

test("the dashboard is in one state at any time: loading, then empty, the grid, or the error", async () => {
  const house = emptyHouse();
  let answer: () => void = () => undefined;
  const held = new Promise<void>((done) => (answer = done));
  const page = await open("/", house, () =>
    service.on("GET /api/v1/chatbots/", () => held.then(() => listOf(house.chatbots))),
  );
  await until(() => expect(states()).toEqual(["loading"]));
  answer();
  await until(() => expect(states()).toEqual(["empty"]));
  house.chatbots.push(aChatbot());
  await page.reload();
  await until(() => expect(states()).toEqual(["grid"]));
  service.on("GET /api/v1/chatbots/", problem(500));
  await page.reload();
  await until(() => expect(states()).toEqual(["error"]));
  await button("Try again");
});

test("each status of the API has its words on the badge", async () => {
  const house = emptyHouse();
  for (const status of ["draft", "processing", "active", "paused"] as const)
    house.chatbots.push(aChatbot({ name: `One ${status}`, status }));
  await open("/", house);
  await link("One draft");
  const cards = screen.getAllByRole("listitem").map(({ textContent }) => textContent ?? "");
  const said = ["No documents yet", "Reading documents", "Ready", "Paused"];
  expect(cards.map((card, at) => card.includes(said[at] ?? ""))).toEqual([true, true, true, true]);
});

test("many chatbots are drawn on demand and found by name", async () => {
  const house = emptyHouse();
  house.chatbots = Array.from({ length: 62 }, (_, n) =>
    aChatbot({ name: `Department ${String(n).padStart(2, "0")}` }),
  );
  await open("/", house);
  const cards = () => screen.getAllByRole("link", { name: /^Department/ }).length;
  await until(() => expect(cards()).toBe(60));
  await press("Show more (2 left)");
  await until(() => expect(cards()).toBe(62));
  await user.type(await screen.findByRole("searchbox"), "ment 07");
  await until(() => expect(cards()).toBe(1));
  await link("Department 07");
});

test("no letter of a search is lost, the address follows, and the way back brings the words again", async () => {
  const house = furnishedHouse();
  const { address, history } = await open("/", house);
  const box = await screen.findByRole<HTMLInputElement>("searchbox");
  await user.click(box);
  for (const letter of "harbour library") await user.keyboard(letter);
  expect(box.value).toBe("harbour library");
  await until(() => expect(address()).toMatch(/q=harbour(\+|%20)library/));
  expect(document.activeElement).toBe(box);
  await user.clear(box);
  await until(() => expect(address()).not.toContain("q="));
  await user.type(box, "nobody");
  await heading("No chatbot matches");
  await follow("System");
  await heading("System");
  history.back();
  await until(() => expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("nobody"));
  await press("Clear the search");
  await link("Harbour Library");
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("");
});

test("a sample that cannot be set up says why, and the place to try again is still there", async () => {
  const { address } = await open("/", emptyHouse());
  await heading(EMPTY);
  const make = await button("Try the sample library");
  service.on("POST /api/v1/chatbots/", cut);
  await user.click(make);
  await reads("The sample library could not be set up");
  await reads("The server cannot be reached.");
  service.on("POST /api/v1/chatbots/", aChatbot({ name: "Sample library" }));
  await press("Try the sample library");
  await until(() => expect(address()).toContain("/sources"));
});

test.each([422, 429, 500])(
  "a form that is refused with %i keeps every word and says the reason",
  async (status) => {
    await open("/?dialog=create", emptyHouse());
    service.on("POST /api/v1/chatbots/", problem(status, { retryAfter: 7 }));
    const form = await dialog();
    await fill(/Name/, "Kept", form);
    await press("More", form);
    await fill("Instructions", "Answer in one sentence.", form);
    await press("Create", form);
    const told = await alert(form);
    expect(told.textContent).toContain("The detail of it.");
    expect(told.textContent).toContain("Wait 7 seconds, then try again.");
    expect((await field(/Name/, form)).value).toBe("Kept");
    expect((await field("Instructions", form)).value).toBe("Answer in one sentence.");
  },
);

test("a name that is missing is said at its field", async () => {
  await open("/?dialog=create", emptyHouse());
  const form = await dialog();
  await press("Create", form);
  await words("Please fill this in.", form);
  expect(service.calls("POST /api/v1/chatbots/")).toEqual([]);
});

test("every field that the form sends is the one that the API answers, and comes back into the form", async () => {
  const house = emptyHouse();
  const page = await open("/?dialog=create", house);
  const sent: [string | RegExp, string][] = [
    [/Name/, "In step"],
    ["Description", "What it is for"],
    ["Welcome message", "Welcome, reader."],
    ["Instructions", "Answer briefly."],
    ["Model", "gpt-4o"],
    ["Temperature", "0.75"],
  ];
  const form = await dialog();
  await press("More", form);
  for (const [label, value] of sent) await fill(label, value, form);
  await press("Create", form);
  await until(() => expect(page.address()).toContain("/sources"));
  expect(house.chatbots[0]).toMatchObject({
    name: "In step",
    description: "What it is for",
    welcome_message: "Welcome, reader.",
    instructions: "Answer briefly.",
    model_name: "gpt-4o",
    temperature: 0.75,
  });
  await open(`/?dialog=edit&chatbot=${house.chatbots[0]?.id}`, house);
  const edited = await dialog();
  for (const [label, value] of sent) expect((await field(label, edited)).value).toBe(value);
});

test("two people edit one chatbot: the second is told, keeps what was typed, and chooses", async () => {
  const house = furnishedHouse();
  const { id } = house.chatbot;
  await open(`/?dialog=edit&chatbot=${id}`, house);
  const form = await dialog();
  await fill("Instructions", "Mine", form);
  house.chatbots[0] = { ...house.chatbot, instructions: "Theirs", description: "Theirs too" };
  await press("Save", form);
  const told = await alert(form);
  expect(told.textContent).toContain("Somebody changed it meanwhile");
  expect(told.textContent).toContain("Description, Instructions");
  expect((await field("Instructions", form)).value).toBe("Mine");
  expect(service.calls("PATCH /api/v1/chatbots/{chatbot_id}/")).toEqual([]);
  await press("Take theirs, drop mine", told);
  await until(() => expect(screen.getByLabelText<HTMLInputElement>("Description").value).toBe("Theirs too"));
  await fill("Instructions", "Ours", form);
  await press("Save", form);
  await words("Saved.");
  expect(house.chatbots[0]).toMatchObject({ instructions: "Ours", description: "Theirs too" });
});

test("a chatbot is deleted once its name was typed; what the service has against it is told", async () => {
  const house = furnishedHouse();
  const { address } = await open("/", house);
  await press("Actions for Harbour Library");
  await user.click(await item("Delete"));
  const asked = await dialog();
  const danger = await button("Delete for good", asked);
  expect(danger).toHaveProperty("disabled", true);
  put(await screen.findByRole("textbox", { name: /Type/ }), "Harbour Library");
  service.on("DELETE /api/v1/chatbots/{chatbot_id}/", problem(409, { detail: "It is being read." }));
  await user.click(danger);
  await reads("It could not be deleted");
  await reads("It is being read.");
  service.on("DELETE /api/v1/chatbots/{chatbot_id}/", () => {
    house.chatbots = [];
    return null;
  });
  await press("Delete for good", asked);
  await reads("Harbour Library was deleted.");
  await heading(EMPTY);
  expect(address()).toBe("/");
});

test("a card tells what was read, what failed and what was asked last; with failures it is not simply ready", async () => {
  const house = emptyHouse();
  house.chatbots = [
    aChatbot({
      name: "Nine failures",
      documents: { indexed: 23, failed: 9, skipped: 5, waiting: 2 },
      last_question: { content: "When does it open?", asked_at: NOW },
    }),
    aChatbot({ name: "All well", documents: { indexed: 1, failed: 0, skipped: 0, waiting: 0 } }),
    aChatbot({ name: "Unknown", documents: null }),
  ];
  await open("/", house);
  await words("Nine failures");
  const [first, second, third] = screen.getAllByRole("listitem").map((card) => text(card));
  expect(first).toMatch(
    /23 documents ready · 2 waiting · 9 failed · 5 skipped.*Asked .*“When does it open\?”/,
  );
  expect(first).toMatch(/9 documents failed/);
  expect(first).not.toMatch(/Ready/);
  expect(second).toMatch(/1 document ready.*Ready/);
  expect(third).toMatch(/Ready/);
});
