import { describe, expect, it } from "vitest";
import type { Claim } from "~/api/stream";
import { rehypeUnbacked, unbackedIn } from "./unbacked";

const claim = (start: number, end: number, verdict: Claim["verdict"]): Claim => ({
  start,
  end,
  verdict,
  citations: [],
  reasons: [],
  contrast: null,
});
const text = (value: string, start: number) => ({
  type: "text",
  value,
  position: { start: { offset: start }, end: { offset: start + value.length } },
});

describe("statements that nothing backs", () => {
  it("are found by code points, also behind signs of two units", () => {
    const found = unbackedIn("🐝🐝 So. Not so.", [claim(0, 5, "supported"), claim(7, 13, "unsupported")]);
    expect(found).toEqual([{ start: 9, end: 16, at: 1, quoted: false }]);
  });

  it("are wrapped where they stand, across emphasis, the last piece marked", () => {
    const strong = { type: "element", tagName: "strong", children: [text("made", 14)] };
    const tree = {
      type: "root",
      children: [text("It is so. Mars ", 0), strong, text(" of cheese. End.", 20)],
    };
    rehypeUnbacked({ stretches: [{ start: 10, end: 30, at: 2, quoted: false }] })(tree);
    const shown = JSON.stringify(tree);
    expect(shown.match(/"dataClaim":"2"/g)).toHaveLength(3);
    expect(shown.match(/dataLast/g)).toHaveLength(1);
    expect(shown).toContain('"value":"It is so. "');
    expect(shown).toContain('"value":" of cheese"');
    expect(shown).toContain('"value":". End."');
  });

  it("and those that only something private backs are set apart alike", () => {
    const found = unbackedIn("So. Not so.", [claim(0, 2, "private"), claim(4, 10, "misattributed")]);
    expect(found).toEqual([{ start: 0, end: 3, at: 0, quoted: false }]);
  });

  it("leave everything else as it is", () => {
    const tree = { type: "root", children: [text("It is so.", 0)] };
    rehypeUnbacked({ stretches: [{ start: 20, end: 30, at: 0, quoted: false }] })(tree);
    expect(tree.children).toEqual([text("It is so.", 0)]);
  });

  it("and quoted ones are told apart; what is in quotation marks, a row or code already is left", () => {
    const said = "Dogs wait outside. “Cats too.” | a | b |";
    const quoted = [claim(0, 17, "quoted"), claim(19, 29, "quoted"), claim(31, 40, "quoted")];
    expect(unbackedIn(said, quoted)).toEqual([{ start: 0, end: 17, at: 0, quoted: true }]);
  });

  it("set code and tables apart as a whole, a table only where no row of it is backed", () => {
    const place = (start: number, end: number) => ({ start: { offset: start }, end: { offset: end } });
    const element = (tagName: string, start: number, end: number, children: object[] = []) => ({
      type: "element",
      tagName,
      position: place(start, end),
      children,
    });
    const table = () =>
      element("table", 20, 60, [
        element("tbody", 30, 60, [element("tr", 30, 44), element("tr", 45, 60)]),
      ]) as { properties?: object };
    const code = element("pre", 0, 15, [{ type: "text", value: "x = 1" }]) as { properties?: object };
    const [none, part] = [table(), table()];
    const rows = [
      { start: 30, end: 44, at: 1, quoted: false },
      { start: 45, end: 60, at: 2, quoted: false },
    ];
    const first = { start: 0, end: 15, at: 0, quoted: false };
    rehypeUnbacked({ stretches: [first, ...rows] })({ type: "root", children: [code, none] } as never);
    rehypeUnbacked({ stretches: rows.slice(1) })({ type: "root", children: [part] } as never);
    expect([code.properties, none.properties, part.properties]).toEqual([
      { dataClaim: "0" },
      { dataClaim: "1" },
      undefined,
    ]);
  });
});
