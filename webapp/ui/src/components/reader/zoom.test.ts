import { describe, expect, it } from "vitest";
import { around, firstZoom, stepped } from "./zoom";

const line = (x: number, w: number, y = 0.2) => ({ x, y, w, h: 0.02 });

describe("the zoom a page begins with", () => {
  it("fits the page where there is room", () => {
    expect(firstZoom([line(0.1, 0.4)], 700)).toBe(1);
  });

  it("makes the quote as wide as a narrow reader", () => {
    const zoom = firstZoom([line(0.5, 0.4), line(0.1, 0.6, 0.23)], 330);
    expect(zoom * 0.8).toBeCloseTo(0.94);
  });

  it("is never smaller than the page, and never more than twice", () => {
    expect(firstZoom([line(0, 1)], 330)).toBe(1);
    expect(firstZoom([line(0.1, 0.05)], 330)).toBe(2);
    expect(firstZoom([], 330)).toBe(1);
  });
});

describe("steps of the zoom", () => {
  it("lead to the next round one from any", () => {
    expect([stepped(1.17, 1), stepped(1.17, -1), stepped(3, 1), stepped(0.5, -1)]).toEqual([1.25, 1, 3, 0.5]);
  });
});

describe("the rectangle around boxes", () => {
  it("holds them all", () => {
    const box = around([line(0.5, 0.4), line(0.1, 0.6, 0.25)]);
    expect([box?.x, box?.y]).toEqual([0.1, 0.2]);
    expect(box?.w).toBeCloseTo(0.8);
    expect(box?.h).toBeCloseTo(0.07);
    expect(around([])).toBeNull();
  });
});
