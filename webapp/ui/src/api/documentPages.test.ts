import { beforeEach, expect, it, vi } from "vitest";
import {
  documentPageQuery,
  pagesOf,
  putDocument,
  upToTheSameEnd,
  type DocumentChoice,
  type DocumentPage,
} from "./documentPages";
import type { Document, DocumentStatus } from "./documents";
import { queryClient } from "./q";

const served = vi.hoisted(() => ({ rows: [] as string[], asked: [] as string[], size: 3 }));
vi.mock("./client", () => ({
  data: (answer: unknown) => answer,
  api: {
    GET: (_: string, { params: { query } }: { params: { query: { cursor?: string } } }) => {
      const after = query.cursor ?? "";
      served.asked.push(after);
      const rest = served.rows.filter((id) => id > after);
      const items = rest.slice(0, served.size).map((id) => ({ id }));
      return Promise.resolve({ items, next_cursor: rest.length > served.size ? items.at(-1)?.id : null });
    },
  },
}));

const document = (id: string, status: DocumentStatus = "indexed") =>
  ({ id, source_id: "s", status }) as unknown as Document;
const page = (ids: string, next_cursor: string | null): DocumentPage => ({
  items: [...ids].map((id) => document(id)),
  next_cursor,
});
const choice = (status?: DocumentStatus): DocumentChoice => ({
  sourceId: "s",
  filter: { status, type: undefined, language: undefined, typed: "" },
});
const look = (cursor: string) =>
  queryClient.fetchQuery({ ...documentPageQuery(choice(), cursor, false), staleTime: 0 });
const listed = (which = choice()) =>
  pagesOf(which).map((one) => one.page?.items.map(({ id }) => id).join(""));

async function loadAll(): Promise<void> {
  for (let next = pagesOf(choice()).at(-1); next && !next.page; next = pagesOf(choice()).at(-1)) {
    await look(next.cursor);
  }
}

beforeEach(() => {
  queryClient.clear();
  Object.assign(served, { rows: [..."bdfhjlnprt"], asked: [], size: 3 });
});

it.each([
  ["nothing changed", "abc", "c", "abc"],
  ["one in the middle went", "acd", "d", "ac"],
  ["the last one went", "abd", "d", "ab"],
  ["all went", "def", "f", ""],
  ["one came", "abx", "x", null],
])("keeps a page's end where %s", (_, fresh, next, kept) => {
  const found = upToTheSameEnd(page(fresh, next), page("abc", "c"), page("def", "f"));
  expect(found && found.items.map(({ id }) => id).join("")).toBe(kept);
  if (found) expect(found.next_cursor).toBe("c");
});

it("loads the pages one after another, each once", async () => {
  await loadAll();
  expect(listed()).toEqual(["bdf", "hjl", "npr", "t"]);
  expect(pagesOf(choice()).map(({ start }) => start)).toEqual([0, 3, 6, 9]);
  expect(served.asked).toEqual(["", "f", "l", "r"]);
});

it("looks at one page again where documents went, and leaves the others as they are", async () => {
  await loadAll();
  served.rows = served.rows.filter((id) => !"dl".includes(id));
  served.asked = [];
  await look("");
  await look("f");
  expect(listed()).toEqual(["bf", "hj", "npr", "t"]);
  expect(served.asked).toEqual(["", "f"]);
});

it("puts pages in between where documents came, and asks for nothing behind them", async () => {
  await loadAll();
  served.rows = [..."bcdefghijlmnprt"];
  served.asked = [];
  await look("");
  expect(listed()).toEqual(["bcd", "ef", "hjl", "npr", "t"]);
  expect(served.asked).toEqual(["", "d"]);
});

it("goes on from the new ones where there are too many of them", async () => {
  await loadAll();
  served.rows = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ", ...served.rows];
  await look("");
  expect(served.asked.slice(4)).toHaveLength(6);
  await loadAll();
  expect(listed().join("")).toBe(served.rows.join(""));
});

it("changes the row of a document that changed, and asks only for lists that it enters", async () => {
  await loadAll();
  for (const status of ["failed", "indexed"] as const) {
    queryClient.setQueryData(documentPageQuery(choice(status), "", false).queryKey, page("d", null));
  }
  served.asked = [];
  await putDocument(document("d", "failed"));
  expect(pagesOf(choice())[0]?.page?.items[1]?.status).toBe("failed");
  expect(listed(choice("indexed"))).toEqual([""]);
  await putDocument(document("d", "deleted"));
  expect(listed()[0]).toBe("bf");
  expect(listed(choice("failed"))).toEqual([""]);
  await putDocument(document("d", "pending"));
  const stale = queryClient.getQueryCache().findAll({ predicate: ({ state }) => state.isInvalidated });
  expect(stale.map(({ queryKey }) => queryKey[3])).toEqual(Array(4).fill(choice().filter));
  expect(served.asked).toEqual([]);
});
