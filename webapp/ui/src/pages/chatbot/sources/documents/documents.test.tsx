import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import type { components } from "~/api/schema";
import { aDocument, aSync, newId } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  button,
  dialog,
  field,
  follow,
  gone,
  heading,
  link,
  open,
  press,
  reads,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";

const pathOf = ({ chatbot }: Furnished, rest = "") => `/chatbots/${chatbot.id}/sources${rest}`;
const DOCUMENTS = "GET /api/v1/sources/{source_id}/documents/";

test("documents that cannot be listed say so; a search without a match leads to all of them", async () => {
  const house = furnishedHouse();
  const page = await open(pathOf(house), house, () => service.on(DOCUMENTS, problem(500)));
  const told = await alert();
  service.on(DOCUMENTS, { items: house.documents, next_cursor: null });
  await press("Try again", told);
  await link("Rules");
  const box = await field("Search by name");
  for (const letter of "zzz") await user.type(box, letter);
  service.on(DOCUMENTS, { items: [], next_cursor: null });
  await until(() => expect(page.address()).toContain("q=zzz"));
  const { address } = await page.reload();
  await heading("No document matches");
  service.on(DOCUMENTS, { items: house.documents, next_cursor: null });
  await press("Show all documents");
  await link("Rules");
  expect(address()).not.toContain("q=");
});

test("no letter of a search for documents is lost, and the address follows", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house), house);
  const box = await field("Search by name");
  await user.type(box, "harbour library");
  expect(box.value).toBe("harbour library");
  await until(() => expect(address()).toMatch(/q=harbour(\+|%20)library/));
  expect(document.activeElement).toBe(screen.getByLabelText("Search by name"));
});

const BROKEN = { code: "converter_timeout", message: "It is damaged.", action: "Save it again." };

test("a document that failed says why and what to do, in the row and at length, and is read again by a press", async () => {
  const house = furnishedHouse();
  house.documents = [
    aDocument({ source_id: house.source.id, title: "liar.docx", status: "failed", error: BROKEN }),
  ];
  await open(pathOf(house, "?status=failed"), house);
  await words("It is damaged. Save it again.");
  await follow("liar.docx");
  const shown = await dialog();
  await words("What to do", shown);
  const retry = "POST /api/v1/documents/{document_id}/retry/";
  service.on(retry, problem(503, { detail: "Not now." }));
  await press("Try again", shown);
  await reads("It could not be requested");
  service.on(retry, { sync: aSync({ status: "queued" }) });
  await press("Try again", shown);
  await reads("liar.docx will be read again.");
});

test("a document that is not there says so; one that was deleted can be brought back", async () => {
  const house = furnishedHouse();
  await open(pathOf(house, `?document=${newId()}`), house);
  expect(text(await alert(await dialog()))).toContain("Not found");
  house.documents = [{ ...house.document, status: "deleted", encoding: "windows-1252" }];
  await open(pathOf(house, `?document=${house.document.id}`), house);
  await words(/^It was deleted: no answer rests on it/);
  await words(/^windows-1252 \(guessed/);
  await button("Bring it back");
  expect(screen.queryByRole("button", { name: "Download original" })).toBeNull();
});

test("a document is deleted by a press; what stands against it is told", async () => {
  const house = furnishedHouse();
  await open(pathOf(house, `?document=${house.document.id}&dialog=delete`), house);
  const shown = await dialog("Delete Rules?");
  const removal = "DELETE /api/v1/documents/{document_id}/";
  service.on(removal, problem(409, { detail: "It is being read." }));
  await press("Delete document", shown);
  await reads("It could not be deleted");
  service.on(removal, () => {
    house.documents = [];
    return null;
  });
  await press("Delete document", shown);
  await reads("Rules was deleted.");
  await gone(() => screen.queryByRole("link", { name: "Rules" }));
});

test("what is not cut off by a wrong status of the address: an unknown one shows all", async () => {
  const house = furnishedHouse();
  await open(pathOf(house, "?status=nonsense"), house);
  await link("Rules");
});

type BulkOut = components["schemas"]["BulkOut"];
const BULK = "POST /api/v1/sources/{source_id}/documents/bulk/";

test("several documents are chosen, deleted after a second press, and told about", async () => {
  const house = furnishedHouse();
  house.documents = ["a.md", "b.md", "c.md"].map((title) =>
    aDocument({ source_id: house.source.id, title, uri: title }),
  );
  const [first, second] = house.documents;
  await open(pathOf(house), house);
  await user.click(await field("Choose a.md"));
  await user.click(await field("Choose b.md"));
  await reads("2 documents chosen");
  expect(screen.queryByRole("button", { name: /^Try/ })).toBeNull();
  service.on(BULK, problem(503, { detail: "Not now." }));
  await press("Delete");
  await press("Delete 2 documents");
  await reads("It could not be done");
  service.on(BULK, ({ body }): BulkOut => {
    house.documents = house.documents.filter(
      ({ id }) => !(body as { document_ids: string[] }).document_ids.includes(id),
    );
    return { done: [first?.id ?? ""], refused: [{ id: second?.id ?? "", code: "not_found" }], sync: null };
  });
  expect(service.calls(BULK)).toHaveLength(1);
  await press("Delete 2 documents");
  await reads("1 document was deleted. 1 document was left alone: gone, or changed meanwhile.");
  expect(service.calls(BULK).at(-1)?.body).toEqual({
    action: "delete",
    document_ids: [first?.id, second?.id],
  });
  await gone(() => screen.queryByRole("link", { name: "a.md" }));
  await user.click(await field(/^Choose all 1 document/));
  await reads("1 document chosen");
  await press("Choose none");
  await gone(() => screen.queryByRole("region", { name: "Chosen documents" }));
});

test("what could not be read stands by its reason, with what to do; another attempt only where it may help", async () => {
  const house = furnishedHouse();
  house.source.counts = { ...house.source.counts, failed: 5, skipped: 1 };
  const group = (code: string, message: string, count: number, status: "failed" | "skipped" = "failed") => ({
    status,
    code,
    message,
    action: "Do this.",
    count,
    documents: [{ id: newId(), title: `${code}.pdf` }],
  });
  const items = [
    group("converter_timeout", "The file took too long.", 3),
    group("encrypted", "The file is protected.", 2),
    group("empty", "The file is empty.", 1, "skipped"),
  ];
  service.on(BULK, { done: [items[0]?.documents[0]?.id ?? ""], refused: [], sync: aSync() });
  await open(pathOf(house), house, () =>
    service.on("GET /api/v1/sources/{source_id}/problems/", { items, complete: false }),
  );
  await words("The file is protected.");
  await reads(/There are more/);
  expect(screen.queryByRole("link", { name: "encrypted.pdf" })).toBeNull();
  await user.click(screen.getByRole("button", { name: /The file is protected\. Do this\./ }));
  expect((await link("encrypted.pdf")).getAttribute("href")).toContain(items[1]?.documents[0]?.id);
  const again = screen.getAllByRole("button", { name: /^Try/ });
  expect(again.map((one) => text(one))).toEqual(["Try again"]);
  service.on(BULK, { done: [items[0]?.documents[0]?.id ?? ""], refused: [], sync: aSync() });
  await press("Try again");
  await reads("1 document will be read again.");
});

test("a type narrows the list, in the address too", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house), house);
  await user.selectOptions(await field("Type"), "PDF");
  await until(() => expect(address()).toContain("type=pdf"));
  await until(() => expect(service.calls(DOCUMENTS).at(-1)?.query.get("type")).toBe("pdf"));
});

test("a document is read where it is told about, and says which file it came in", async () => {
  const house = furnishedHouse();
  Object.assign(house.document, { parent_title: "mail.eml", author: "A. Writer", ocr_pages: [2] });
  const { address } = await open(pathOf(house, `?document=${house.document.id}`), house);
  const shown = await dialog();
  await reads(/Came in.*mail\.eml.*Author.*A\. Writer.*Pages read by OCR.*2/, () => shown);
  await user.click(await words("Text", shown));
  await words("Quiet is kept in every room.", shown);
  expect(address()).toContain("view=text");
  expect(shown.querySelector("mark")).toBeNull();
});

test("of several that were chosen only those are read again that may end otherwise", async () => {
  const house = furnishedHouse();
  const source_id = house.source.id;
  const timeout = aDocument({
    source_id,
    title: "slow.pdf",
    uri: "slow.pdf",
    status: "failed",
    error: BROKEN,
  });
  const empty = { code: "empty", message: "It is empty.", action: "Write something." };
  house.documents = [
    aDocument({ source_id, title: "fine.md", uri: "fine.md" }),
    timeout,
    aDocument({ source_id, title: "void.txt", uri: "void.txt", status: "skipped", error: empty }),
  ];
  await open(pathOf(house), house);
  await user.click(await field(/^Choose all/));
  await reads("3 documents chosen");
  service.on(BULK, { done: [timeout.id], refused: [], sync: aSync() });
  await press("Try 1 of them again");
  await reads("1 document will be read again.");
  expect(service.calls(BULK).at(-1)?.body).toEqual({ action: "retry", document_ids: [timeout.id] });
});

test("a document whose bytes are there twice says where, in its row and at length", async () => {
  const house = furnishedHouse();
  const twin = { id: newId(), title: "Copy", uri: "copy.md", source_id: newId(), source_name: "Archive" };
  house.document.same_as = twin;
  await open(pathOf(house), house);
  await words("rules.md · Same file as copy.md in Archive");
  await follow("Rules");
  const to = await link("Same file as copy.md in Archive", await dialog());
  expect(to.getAttribute("href")).toContain(`source=${twin.source_id}&document=${twin.id}`);
});

test("languages are told and filtered by, a document's is corrected, and what words alone find is said", async () => {
  const house = furnishedHouse();
  const german = aDocument({ source_id: house.source.id, title: "Hausordnung", language: "de" });
  house.documents.push(german);
  const items = [
    { language: "de", documents: 2, by_words: true },
    { language: "en", documents: 1, by_words: false },
  ];
  const asked: unknown[] = [];
  const page = await open(pathOf(house), house, () => {
    service.on("GET /api/v1/sources/{source_id}/languages/", { items, embedder: "wordllama" });
    service.on(DOCUMENTS, ({ query }) => {
      asked.push(query.get("language"));
      return { items: house.documents, next_cursor: null };
    });
  });
  await reads(/2 documents in German\. They are found by the words/);
  await words("rules.md · German");
  const filter = await field("Language");
  await user.selectOptions(filter, "German");
  await until(() => expect(page.address()).toContain("language=de"));
  await until(() => expect(asked.at(-1)).toBe("de"));
  const sent: unknown[] = [];
  service.on("PATCH /api/v1/documents/{document_id}/", ({ body }) => {
    sent.push(body);
    return { ...german, language: "nl", language_corrected: true, status: "pending" as const };
  });
  await follow("Hausordnung");
  const details = await dialog("Document");
  const choice = await field("Language", details);
  expect((choice as unknown as HTMLSelectElement).selectedOptions[0]?.text).toBe("As its text tells: German");
  await user.selectOptions(choice, "Dutch");
  await until(() => expect(sent).toEqual([{ language: "nl" }]));
  await reads("The language of Hausordnung was noted.");
});
