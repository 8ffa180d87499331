import { expect, test } from "vitest";
import { pruned } from "./usedStyles";

const used = new Set(["m_aa", "m_bb"]);
const shortened = (css: string) => pruned(css, (name) => used.has(name)).replace(/\s+/g, "");

test("styles of components that nobody uses are left out, also inside media queries", () => {
  expect(shortened(".m_cc{color:red}@media print{.m_cc:hover{top:0}}.m_aa{left:0}")).toBe(".m_aa{left:0}");
});

test("of a list of selectors only the unused ones go", () => {
  expect(shortened(".m_aa, .m_cc{left:0}")).toBe(".m_aa{left:0}");
  expect(shortened(".m_aa .m_cc, .m_cc .m_bb{left:0}")).toBe("");
});

test("what is not Mantine's own stays as it is", () => {
  const others = ":root{--a:1}.house{top:0}@media print{.mine .m_aa{left:0}}@font-face{font-family:x}";
  expect(shortened(others)).toBe(others.replace(/\s+/g, ""));
});
