import { expect, it } from "vitest";
import { everyPage, type PageQuery } from "./everyPage";

it("asks with each page's cursor until there is none, and keeps the order", async () => {
  const asked: PageQuery[] = [];
  const pages = [
    { items: [1, 2], next_cursor: "a" },
    { items: [], next_cursor: "b" },
    { items: [3], next_cursor: null },
  ];
  const all = await everyPage((query) => {
    asked.push(query);
    return Promise.resolve(pages[asked.length - 1] ?? { items: [], next_cursor: null });
  });
  expect(all).toEqual([1, 2, 3]);
  expect(asked).toEqual([{ limit: 100 }, { limit: 100, cursor: "a" }, { limit: 100, cursor: "b" }]);
});
