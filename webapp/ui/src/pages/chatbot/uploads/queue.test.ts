import { describe, expect, it } from "vitest";
import { LIMITS, nextBatch, sharesOf } from "./batches";
import { chosen } from "./chosen";
import { byUrgency, countUploads, reduceUploads, shareDone, type UploadItem } from "./queue";

const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name);

const queue = (...files: readonly (readonly [string, number])[]): readonly UploadItem[] =>
  reduceUploads([], {
    type: "add",
    source: null,
    files: files.map(([name, bytes], at) => ({ id: at + 1, name, file: file(name, bytes) })),
  });

const names = (items: readonly UploadItem[]) => items.map(({ name }) => name);
const states = (items: readonly UploadItem[]) => items.map(({ state }) => state);

describe("batches", () => {
  it("stay under the limit of bytes", () => {
    const items = queue(["a", 40], ["b", 40], ["c", 40]);
    expect(names(nextBatch(items, { bytes: 100, files: 10 }))).toEqual(["a", "b"]);
  });

  it("stay under the limit of files", () => {
    const items = queue(["a", 1], ["b", 1], ["c", 1]);
    expect(names(nextBatch(items, { bytes: 100, files: 2 }))).toEqual(["a", "b"]);
  });

  it("hold one file that is larger than the limit: the service decides", () => {
    expect(names(nextBatch(queue(["big", 200], ["b", 1]), { bytes: 100, files: 10 }))).toEqual(["big"]);
  });

  it("never hold two files of one name", () => {
    const items = queue(["a", 1], ["a", 1], ["b", 1]);
    const first = nextBatch(items);
    expect(first.map(({ id }) => id)).toEqual([1, 3]);
    const rest = reduceUploads(items, { type: "sent", ids: new Set([1, 3]) });
    expect(nextBatch(rest).map(({ id }) => id)).toEqual([2]);
  });

  it("are of one source: that of the first", () => {
    const more = { type: "add" as const, source: "b", files: [{ id: 9, name: "c", file: file("c") }] };
    const items = reduceUploads(queue(["a", 1], ["b", 1]), more);
    expect(names(nextBatch(items))).toEqual(["a", "b"]);
    const rest = reduceUploads(items, { type: "sent", ids: new Set([1, 2]) });
    expect(names(nextBatch(rest))).toEqual(["c"]);
  });

  it("send a file alone after it was too large with others", () => {
    const items = reduceUploads(queue(["a", 1], ["b", 1]), { type: "split", ids: new Set([1, 2]) });
    expect(names(nextBatch(items))).toEqual(["a"]);
  });

  it("send every file of a large folder exactly once", () => {
    let items = queue(...Array.from({ length: 450 }, (_, at) => [`f${at}`, 10] as const));
    let requests = 0;
    for (let batch = nextBatch(items); batch.length > 0; batch = nextBatch(items)) {
      requests += 1;
      items = reduceUploads(items, { type: "sent", ids: new Set(batch.map(({ id }) => id)) });
    }
    expect(requests).toBe(Math.ceil(450 / LIMITS.files));
    expect(countUploads(items).sent).toBe(450);
  });

  it("divide a request's progress among its files in order", () => {
    const items = queue(["a", 50], ["b", 50], ["empty", 0]);
    expect([...sharesOf(items, 0.75).values()]).toEqual([1, 0.5, 0.75]);
  });
});

describe("the queue", () => {
  it("keeps failed files for a retry, and sent ones as sent", () => {
    let items = queue(["a", 1], ["b", 1]);
    items = reduceUploads(items, { type: "sent", ids: new Set([1]) });
    items = reduceUploads(items, { type: "fail", ids: new Set([2]), reason: "gone" });
    expect(items[1]).toMatchObject({ state: "failed", reason: "gone", share: 0 });
    items = reduceUploads(items, { type: "retry" });
    expect(states(items)).toEqual(["sent", "queued"]);
    expect(items[1]?.reason).toBe("");
  });

  it("retries one file alone when asked to", () => {
    const failed = reduceUploads(queue(["a", 1], ["b", 1]), { type: "stop", reason: "away" });
    expect(states(reduceUploads(failed, { type: "retry", id: 2 }))).toEqual(["failed", "queued"]);
  });

  it("cancels what has not been sent, and nothing else", () => {
    let items = queue(["a", 1], ["b", 1], ["c", 1]);
    items = reduceUploads(items, { type: "sent", ids: new Set([1]) });
    items = reduceUploads(items, { type: "send", ids: new Set([2]) });
    expect(states(reduceUploads(items, { type: "cancel" }))).toEqual(["sent", "cancelled", "cancelled"]);
  });

  it("ignores progress of a file that was cancelled meanwhile", () => {
    const items = reduceUploads(queue(["a", 1]), { type: "cancel" });
    expect(reduceUploads(items, { type: "progress", shares: new Map([[1, 0.5]]) })[0]?.share).toBe(0);
  });

  it("clears what is over and keeps what goes on", () => {
    let items = queue(["a", 1], ["b", 1]);
    items = reduceUploads(items, { type: "sent", ids: new Set([1]) });
    expect(names(reduceUploads(items, { type: "clear" }))).toEqual(["b"]);
  });

  it("shows what goes on and what failed before what is done", () => {
    let items = queue(["a", 1], ["b", 1], ["c", 1]);
    items = reduceUploads(items, { type: "sent", ids: new Set([1]) });
    items = reduceUploads(items, { type: "fail", ids: new Set([3]), reason: "" });
    expect(names(byUrgency(items))).toEqual(["c", "b", "a"]);
  });

  it("counts bytes, and is done when all have left", () => {
    let items = queue(["a", 99], ["b", 99]);
    items = reduceUploads(items, { type: "sent", ids: new Set([1]) });
    expect(shareDone(items)).toBeCloseTo(0.5);
    items = reduceUploads(items, { type: "fail", ids: new Set([2]), reason: "" });
    expect(shareDone(items)).toBe(1);
  });
});

describe("chosen files", () => {
  it("are named by their path below a dropped folder, without what systems leave there", () => {
    const dropped = Object.assign(file("a.txt"), { relativePath: "./handbook/a.txt" });
    expect(chosen([dropped, file(".DS_Store"), file("b.txt")]).map(({ name }) => name)).toEqual([
      "handbook/a.txt",
      "b.txt",
    ]);
  });
});
