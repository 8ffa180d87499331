import { describe, expect, it } from "vitest";
import { fileFrom } from "./sampleFile";

const bytes = async (file: File) => [...new Uint8Array(await file.arrayBuffer())];

describe("a file of the sample", () => {
  it("has the bytes of its base64", async () => {
    const file = fileFrom("a.pdf", `data:application/pdf;base64,${btoa("\x00\xff%PDF")}`);
    expect(file.name).toBe("a.pdf");
    expect(await bytes(file)).toEqual([0, 255, 37, 80, 68, 70]);
  });

  it("has the text of an encoded one, commas and all", async () => {
    expect(await fileFrom("a.csv", "data:text/csv,a%2Cb,%C3%BC").text()).toBe("a,b,ü");
  });

  it("may be empty", async () => {
    expect(await bytes(fileFrom("a.txt", "data:;base64,"))).toEqual([]);
  });
});
