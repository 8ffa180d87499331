import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aText, type StoredText } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { gone, open, press, service, until, user, words } from "~/testing/visitor";

const STORED = "GET /api/v1/documents/{document_id}/text/";

const pathOf = ({ chatbot, conversation, answer }: Furnished) =>
  `/chatbots/${chatbot.id}/chat/${conversation.id}?read=${answer.id}.1`;
const marked = () =>
  [...document.querySelectorAll("[data-reader] mark")].map((one) => one.textContent).join("");
const cited = (said: string) => until(() => expect(marked()).toBe(said));

/** A long table, stored as the service stores a CSV; the quote is the value of a row in its middle. */
function withTable() {
  const house = furnishedHouse();
  const lines = [
    "name: City | people: People",
    ...Array.from({ length: 900 }, (_, n) => `City: Town ${n} | People: ${n * 7}`),
  ];
  const stored = lines.join("\n\n");
  let at = 0;
  const blocks = lines.map((line, n) => {
    const [start, end] = [at, at + line.length];
    at = end + 2;
    const between = line.indexOf(" | ");
    const first = [start + line.indexOf(": ") + 2, start + between];
    return {
      kind: "row" as const,
      start,
      end,
      table: 0,
      header: n === 0,
      cells: [first, [start + line.lastIndexOf(": ") + 2, end]],
    };
  });
  const quote = "Town 450 | People: 3150";
  const start = stored.indexOf(quote);
  Object.assign(house.citation, { quote, start, end: start + quote.length, uri: "towns.csv" });
  house.documents = [{ ...house.document, mime: "text/csv", uri: "towns.csv" }];
  const text = aText(stored, { blocks });
  house.texts.set(house.document.id, text);
  return { house, heads: [{ table: 0, cells: ["City", "People"] }] };
}

test("a table opens at the quoted row with its header, and goes on from there; as it is stored it is one press away", async () => {
  const { house, heads } = withTable();
  await open(pathOf(house), house, () => {
    house.texts.set(house.document.id, { ...(house.texts.get(house.document.id) as StoredText), heads });
  });
  await cited("Town 4503150");
  const cells = () =>
    [...document.querySelectorAll("[data-reader] tr[data-quoted] td")].map((one) => one.textContent);
  expect(cells()).toEqual(["Town 450", "3150"]);
  expect([...document.querySelectorAll("[data-reader] th")].map((one) => one.textContent)).toEqual([
    "City",
    "People",
  ]);
  const [asked] = service.calls(STORED);
  expect(Number(asked?.query.get("end")) - Number(asked?.query.get("start"))).toBeLessThan(13_000);
  expect(screen.queryByText("Town 899")).toBeNull();
  for (let time = 0; time < 2; time++) await press("Show more after");
  await words("Town 899");
  await gone(() => screen.queryByRole("button", { name: "Show more after" }));
  await user.click(await words("Plain"));
  await cited("Town 450 | People: 3150");
  expect(document.querySelector("[data-reader] table")).toBeNull();
});
