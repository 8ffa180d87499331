import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aPage, aText, NEWER, NOW } from "~/testing/fixtures";
import { furnishedHouse, QUOTE, TEXT, type Furnished } from "~/testing/house";
import { cut, problem } from "~/testing/replies";
import {
  alert,
  button,
  field,
  fill,
  gone,
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

const ROW = "GET /api/v1/documents/{document_id}/";
const STORED = "GET /api/v1/documents/{document_id}/text/";
const PAGE = "GET /api/v1/documents/{document_id}/pages/{n}/";
const PDF = "application/pdf";

const pathOf = ({ chatbot, conversation, answer }: Furnished) =>
  `/chatbots/${chatbot.id}/chat/${conversation.id}?read=${answer.id}.1`;
const reader = () => document.querySelector<HTMLElement>("[data-reader]") as HTMLElement;
const marked = () =>
  [...document.querySelectorAll("[data-reader] mark")].map((one) => one.textContent).join("");
const boxes = () => document.querySelectorAll("[data-box]").length;
const cited = (said = QUOTE) => until(() => expect(marked()).toBe(said));

/** The same house, whose document is a PDF of two pages; the quote is on the first. */
function withPdf() {
  const house = furnishedHouse();
  house.documents = [{ ...house.document, mime: PDF, uri: "rules.pdf", page_count: 2 }];
  Object.assign(house.citation, { page: 1, uri: "rules.pdf" });
  house.pages.set(house.document.id, [aPage(), aPage({ page: 2, start: 1_000, end: 2_000, boxes: [] })]);
  return house;
}

test("a text opens at the quote, with the headings that are the document's own", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  await cited();
  expect(screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent)).toContain(
    "Rules",
  );
  expect(screen.queryByRole("heading", { name: "Signed, the board" })).toBeNull();
});

test("a picture that was read by OCR is shown as its page, the words boxed; one from before it had pages as text", async () => {
  const house = withPdf();
  house.documents = house.documents.map((one) => ({ ...one, mime: "image/png", page_count: 1 }));
  house.citation.place = { label: "p. 1 (read by OCR)", kind: "page", page: 1 };
  await open(pathOf(house), house);
  await until(() => expect(boxes()).toBeGreaterThan(0));
  await words(/read by OCR/, reader());
  house.documents = house.documents.map((one) => ({ ...one, page_count: null }));
  Object.assign(house.citation, { page: null, place: { label: "read by OCR", kind: "ocr", page: null } });
  await open(pathOf(house), house);
  await cited();
});

test("what was removed since says so, with the time, and stays readable", async () => {
  const house = furnishedHouse();
  house.documents = [{ ...house.document, status: "deleted" }];
  house.texts.set(house.document.id, aText(TEXT, { live_version: null, removed_at: NOW }));
  await open(pathOf(house), house);
  await reads(/Removed since: .*2026/);
  await cited();
});

test("a document whose row is gone, with its source, says so and stays readable", async () => {
  const house = furnishedHouse();
  house.documents = [];
  await open(pathOf(house), house);
  await reads("Removed since.");
  await cited();
});

/** A second edition. */
function renewed(house: Furnished, stored: string) {
  house.documents = [{ ...house.document, version: NEWER }];
  service.on(STORED, ({ query }) =>
    query.get("version") === NEWER ? aText(stored, { version: NEWER }) : aText(TEXT, { live_version: NEWER }),
  );
}

test("of a newer version is told; a press shows it with the same words marked, an address does, and one comes back", async () => {
  const house = furnishedHouse();
  const page = await open(pathOf(house), house, () => renewed(house, `Second edition\n\n${QUOTE}`));
  await reads("A newer version exists.");
  expect(text(reader())).not.toContain("Second edition");
  await press("Show the newest");
  await reads("It still has the words that were cited.");
  await cited();
  await reads("Second edition");
  await page.reload();
  await reads("Second edition");
  await press("Back to the cited one");
  await until(() => expect(text(reader())).not.toContain("Second edition"));
  await cited();
});

test("words far back in a long newer version are found without fetching it whole", async () => {
  const house = furnishedHouse();
  const long = `${"x".repeat(99)}\n`.repeat(3_000);
  await open(pathOf(house), house, () => {
    const whole = aText(`${long}${QUOTE}`, { version: NEWER });
    service.on(STORED, ({ query }) => {
      const [start, end] = [Number(query.get("start")), Number(query.get("end"))];
      const text = whole.text.slice(start, Math.min(end, start + 200_000));
      return query.get("version") === NEWER
        ? { ...whole, start, text }
        : aText(TEXT, { live_version: NEWER });
    });
    house.documents = house.documents.map((one) => ({ ...one, version: NEWER }));
  });
  await press("Show the newest");
  await reads("It still has the words that were cited.");
  await cited();
  const asked = service.calls(STORED).filter(({ query }) => query.get("version") === NEWER);
  expect(asked.every(({ query }) => Number(query.get("end")) - Number(query.get("start")) < 110_000)).toBe(
    true,
  );
});

test("a newer version that says something else is shown without a mark, and that is said", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house, () => renewed(house, "Nothing may be booked this year."));
  await press("Show the newest");
  await reads("It no longer has the words that were cited.");
  await reads("Nothing may be booked this year.");
  expect(marked()).toBe("");
});

test("a newer PDF that says something else is shown without a box", async () => {
  const house = withPdf();
  await open(pathOf(house), house, () => {
    renewed(house, "Nothing may be booked this year.");
    house.documents = house.documents.map((one) => ({ ...one, mime: PDF }));
    service.on(PAGE, ({ query }) => aPage(query.get("version") === NEWER ? { boxes: [] } : {}));
  });
  await until(() => expect(boxes()).toBeGreaterThan(0));
  await press("Show the newest");
  await until(() => expect(boxes()).toBe(0));
  await reads("It no longer has the words that were cited.");
  await press("Back to the cited one");
  await until(() => expect(boxes()).toBeGreaterThan(0));
});

test.each([
  ["purged", problem(410, { code: "text_purged" }), "The text was deleted for good"],
  ["unknown", problem(404, { code: "not_found" }), "The document is not there any more"],
])("a text that is %s leaves the quote, and says so", async (_, reply, said) => {
  const house = furnishedHouse();
  await open(pathOf(house), house, () => service.on(STORED, reply));
  await words(said);
  expect(document.querySelector("[data-reader] blockquote")?.textContent).toBe(QUOTE);
});

test("a PDF whose file is gone shows its text, the quote marked; so does the original's button say", async () => {
  const house = withPdf();
  await open(pathOf(house), house, () => service.on(PAGE, problem(404, { code: "file_gone" })));
  await words("The file of this version is no longer kept; this is its text.");
  await cited();
  service.on(
    "GET /api/v1/documents/{document_id}/file/",
    problem(404, { code: "file_gone", detail: "It is gone." }),
  );
  await press("Open the original");
  await reads("The original could not be opened");
  await reads("It is gone.");
});

test("a page that cannot be shown says so, is tried again, and can be read as text", async () => {
  const house = withPdf();
  await open(pathOf(house), house, () => service.on(PAGE, problem(500)));
  await words("The page cannot be shown as a picture.");
  service.on(PAGE, aPage());
  await press("Try again", await alert(reader()));
  await until(() => expect(boxes()).toBeGreaterThan(0));
  await user.click(await words("Text"));
  await cited();
});

test("a text that cannot be loaded says so and is tried again", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house, () => service.on(STORED, problem(500)));
  await press("Try again", await alert(reader()));
  service.on(STORED, aText(TEXT));
  await press("Try again", await alert(reader()));
  await cited();
});

test("a quote that runs over a page break says so on both pages, with the way there and back", async () => {
  const house = withPdf();
  house.pages.set(house.document.id, [
    aPage({ end: house.citation.end - 5 }),
    aPage({ page: 2, start: house.citation.end - 5 }),
  ]);
  const { address } = await open(pathOf(house), house);
  await reads("The quote goes on on the next page.");
  await user.click((await screen.findAllByRole("button", { name: "Next page" })).at(-1) as HTMLElement);
  await reads("Page 2 of 2");
  await reads("The quote begins on the page before.");
  expect(address()).toContain("page=2");
  await user.click((await screen.findAllByRole("button", { name: "Previous page" })).at(-1) as HTMLElement);
  await reads("The quote goes on on the next page.");
});

test("a page without the quote leads back to it", async () => {
  const house = withPdf();
  await open(`${pathOf(house)}&page=2`, house);
  await reads("The quote is not on this page.");
  await press("Back to the quote");
  await reads("Page 1 of 2");
  await until(() => expect(boxes()).toBeGreaterThan(0));
});

test("a reader for which the service is away goes on showing what it has", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  await cited();
  service.on(ROW, cut);
  const before = service.calls(ROW).length;
  await until(() => expect(service.calls(ROW).length).toBeGreaterThan(before));
  expect(marked()).toBe(QUOTE);
  expect(reader().querySelector("[role=alert]")).toBeNull();
});

test("Escape closes the reader, and gives the focus back to the mark", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house).split("?")[0] ?? "", house);
  const mark = await button("Source 1: Rules");
  for (let time = 0; time < 2; time++) {
    mark.click();
    await until(() => expect(mark.getAttribute("aria-pressed")).toBe("true"));
    await user.keyboard("{Escape}");
    await until(() => expect(address()).not.toContain("read="));
    await gone(reader);
    await until(() => expect(document.activeElement).toBe(mark));
  }
});

test("J and K lead from citation to citation", async () => {
  const house = furnishedHouse();
  const other = "Quiet is kept in every room.";
  const start = TEXT.indexOf(other);
  house.answer.citations.push({ ...house.citation, n: 2, quote: other, start, end: start + other.length });
  await open(pathOf(house), house);
  await cited();
  await user.keyboard("j");
  await cited(other);
  await user.keyboard("k");
  await cited();
});

test("a citation that the conversation has not says so", async () => {
  const house = furnishedHouse();
  await open(pathOf(house).replace(/\.1$/, ".7"), house);
  await words("This citation is not in the conversation");
});

test("a session that ends while the reader is open leads back to it, with what was typed", async () => {
  const house = furnishedHouse();
  const { address, expire } = await open(pathOf(house), house);
  const here = address();
  await cited();
  await fill("Your question", "Half a quest");
  house.user = null;
  await expire();
  await words(/^Your session ended/);
  await fill(/E-mail/, "ada@example.com");
  put(document.querySelector("[type=password]") as HTMLInputElement, "the password");
  await user.keyboard("{Enter}");
  await until(() => expect(address()).toBe(here));
  await cited();
  expect((await field("Your question")).value).toBe("Half a quest");
});
