import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { VERSION, newId } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  button,
  heading,
  link,
  open,
  press,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";

const SEARCH = "POST /api/v1/chatbots/{chatbot_id}/search/";
const pathOf = ({ chatbot }: Furnished, rest = "") => `/chatbots/${chatbot.id}/search${rest}`;
const box = () => screen.findByRole<HTMLInputElement>("searchbox");

const found = (fields: object = {}) => ({
  document_id: newId(),
  source_id: newId(),
  version: VERSION,
  title: "Rules",
  uri: "rules.md",
  page: 2,
  place: { label: "p. 2", kind: "page", page: 2 },
  start: 0,
  end: 10,
  text: "No shoes. ".repeat(60),
  heading: ["House", "Rooms"],
  score: 1,
  bm25: 3.217,
  cosine: null,
  ...fields,
});

test("a search says what it is for; its words stand in the address and come back with the way back", async () => {
  const house = furnishedHouse();
  const { address, history } = await open(pathOf(house), house);
  await heading("Look under the hood");
  await press("Search");
  await words("Please fill this in.");
  await user.type(await box(), "booking{Enter}");
  await heading("No passage found");
  await user.type(await box(), " of rooms{Enter}");
  const second = { query: "booking of rooms", top_k: 10 };
  await until(() => expect(service.calls(SEARCH).map(({ body }) => body)).toContainEqual(second));
  await user.type(await box(), " and halls");
  await until(() => expect(address()).toMatch(/q=booking(\+|%20)of(\+|%20)rooms$/));
  expect((await box()).value).toBe("booking of rooms and halls");
  history.back();
  await until(() => expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("booking"));
  expect(service.calls(SEARCH).map(({ body }) => body)).toContainEqual({
    query: "booking of rooms",
    top_k: 10,
  });
});

test("a passage shows where it stands and why, opens in full, and leads to its document", async () => {
  const house = furnishedHouse();
  const hit = found();
  await open(pathOf(house, "?q=shoes"), house, () => service.on(SEARCH, { items: [hit] }));
  await words("1 passage");
  await words("House › Rooms › Page 2");
  const scores = text(screen.getByLabelText("Scores"));
  expect(scores).toMatch(/Score1\.000.*Words \(BM25\)3\.22.*Meaning \(cosine\)–/);
  await press("Show all of passage 1");
  await button("Show less of passage 1");
  expect((await link("Rules")).getAttribute("href")).toContain(`document=${hit.document_id}`);
});

test("a search that fails says why and is tried again", async () => {
  const house = furnishedHouse();
  await open(pathOf(house, "?q=shoes"), house, () => service.on(SEARCH, problem(500)));
  const told = await alert();
  service.on(SEARCH, { items: [found()] });
  await press("Try again", told);
  await words("1 passage");
});

test("one document is searched, and all of them again by one press", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house, `?q=booking&about=${house.document.id}`), house);
  await words(`Only in “${house.document.title}”`);
  const bodies = () => service.calls(SEARCH).map(({ body }) => body);
  const within = { query: "booking", top_k: 10, document_ids: [house.document.id] };
  await until(() => expect(bodies()).toEqual([within]));
  await press("Search all documents again");
  await until(() => expect(address()).not.toContain("about="));
  await until(() => expect(bodies()).toContainEqual({ query: "booking", top_k: 10 }));
});
