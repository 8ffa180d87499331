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
    const found = unbackedIn("🐝🐝 So. Not so.", [claim(0, 5, "quoted"), claim(7, 13, "unsupported")]);
    expect(found).toEqual([{ start: 9, end: 15, at: 1 }]);
  });

  it("are wrapped where they stand, across emphasis, the last piece marked", () => {
    const strong = { type: "element", tagName: "strong", children: [text("made", 14)] };
    const tree = {
      type: "root",
      children: [text("It is so. Mars ", 0), strong, text(" of cheese. End.", 20)],
    };
    rehypeUnbacked({ stretches: [{ start: 10, end: 30, at: 2 }] })(tree);
    const shown = JSON.stringify(tree);
    expect(shown.match(/"dataClaim":"2"/g)).toHaveLength(3);
    expect(shown.match(/dataLast/g)).toHaveLength(1);
    expect(shown).toContain('"value":"It is so. "');
    expect(shown).toContain('"value":" of cheese"');
    expect(shown).toContain('"value":". End."');
  });

  it("leave everything else as it is", () => {
    const tree = { type: "root", children: [text("It is so.", 0)] };
    rehypeUnbacked({ stretches: [{ start: 20, end: 30, at: 0 }] })(tree);
    expect(tree.children).toEqual([text("It is so.", 0)]);
  });
});
