import { describe, expect, it } from "vitest";
import { anchored, around, stepped, within } from "./zoom";

const line = (x: number, w: number, y = 0.2) => ({ x, y, w, h: 0.02 });

describe("a pinch", () => {
  it("never leaves the zooms there are", () => {
    expect([within(0.1), within(1.7), within(9)]).toEqual([0.5, 1.7, 4]);
  });

  it("keeps what lies under the fingers where it is", () => {
    const [scrolled, point, ratio] = [120, 80, 1.5];
    const place = (scrolled + point) * ratio;
    expect(place - anchored(scrolled, point, ratio)).toBe(point);
  });
});

describe("steps of the zoom", () => {
  it("lead to the next round one from any", () => {
    expect([stepped(1.17, 1), stepped(1.17, -1), stepped(4, 1), stepped(0.5, -1)]).toEqual([1.25, 1, 4, 0.5]);
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
