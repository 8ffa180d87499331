import { describe, expect, it } from "vitest";
import { personalIn, rehypeFlagged } from "./flagged";
import { rehypeUnbacked } from "./unbacked";

const text = (value: string, start: number, long = value.length) => ({
  type: "text",
  value,
  position: { start: { offset: start }, end: { offset: start + long } },
});

describe("personal data in an answer", () => {
  it("is found by code points, also behind signs of two units", () => {
    expect(personalIn("🐝 a@b.de", [{ start: 2, end: 8, kind: "email" }])).toEqual([
      { start: 3, end: 9, kind: "email" },
    ]);
  });

  it("is wrapped where it stands, across emphasis, and nothing else", () => {
    const strong = { type: "element", tagName: "strong", children: [text("b.de", 8)] };
    const tree = { type: "root", children: [text("Ask a@", 0), strong, text(" now", 14)] };
    rehypeFlagged({ personal: [{ start: 4, end: 12, kind: "email" }] })(tree);
    const shown = JSON.stringify(tree);
    expect(shown.match(/"dataPersonal":"email"/g)).toHaveLength(2);
    expect(shown).toContain('"value":"Ask "');
    expect(shown).toContain('"value":" now"');
  });

  it("goes as a whole where signs were escaped", () => {
    const tree = { type: "root", children: [text("a_b@c.de", 0, 9)] };
    rehypeFlagged({ personal: [{ start: 0, end: 9, kind: "email" }] })(tree);
    expect(JSON.stringify(tree)).toContain('"value":"a_b@c.de"');
    expect(JSON.stringify(tree)).toContain("dataPersonal");
  });

  it("and a statement that nothing backs is still set apart around it", () => {
    const tree = { type: "root", children: [text("Ask a@b.de now. End.", 0)] };
    rehypeFlagged({ personal: [{ start: 4, end: 10, kind: "email" }] })(tree);
    rehypeUnbacked({ stretches: [{ start: 0, end: 15, at: 1, quoted: false }] })(tree);
    const shown = JSON.stringify(tree);
    expect(shown.match(/"dataClaim":"1"/g)).toHaveLength(3);
    expect(shown).toContain('"value":" End."');
  });
});
