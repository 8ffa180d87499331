import { fireEvent, screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aSource, aSync, newId } from "~/testing/fixtures";
import { furnishedHouse } from "~/testing/house";
import { cut, problem, type Reply } from "~/testing/replies";
import {
  button,
  field,
  follow,
  gone,
  heading,
  link,
  open,
  press,
  reads,
  service,
  until,
  user,
  words,
} from "~/testing/visitor";

const FILES = "POST /api/v1/sources/{source_id}/files/";
const OWN = "POST /api/v1/chatbots/{chatbot_id}/files/";
const taken = { sync: aSync({ status: "queued" as const }), source_id: newId(), duplicates: [] };
const aFile = (name: string, content = `# ${name}`) => new File([content], name, { type: "text/markdown" });

async function choose(...files: File[]) {
  await user.upload(await field("Choose files"), files);
}

async function atTheSource() {
  const house = furnishedHouse();
  return open(`/chatbots/${house.chatbot.id}/sources`, house);
}

const REFUSALS: [string, Reply, string][] = [
  ["nobody answers", cut, "The server cannot be reached. The file is kept in this list"],
  ["413", problem(413), "Larger than this installation takes"],
  ["429", problem(429, { retryAfter: 7 }), "Wait 7 seconds first"],
  [
    "503",
    problem(503, { code: "ingestion_unavailable", detail: "Prefect is away.", retryAfter: 10 }),
    "Prefect is away.",
  ],
  ["422", problem(422, { detail: "The name cannot be used." }), "The name cannot be used."],
  ["404", problem(404), "This source was deleted meanwhile"],
  [
    "422, two of a name",
    problem(422, { code: "duplicate_name" }),
    "Two files of one name were sent at once.",
  ],
];

test.each(REFUSALS)(
  "a file that is refused (%s) stays in the list with the reason; a retry sends it",
  async (_, reply, said) => {
    await atTheSource();
    service.on(FILES, reply);
    await choose(aFile("a.md"));
    await reads("1 file not sent");
    await reads(said);
    service.on(FILES, taken);
    await press("Retry a.md");
    await reads("1 of 1 file sent");
    await gone(() => screen.queryByRole("button", { name: "Retry a.md" }));
    await press("Clear the list");
    await gone(() => screen.queryByRole("region", { name: "Files on their way" }));
  },
);

test("of many files only the one that is too large is refused: each is sent alone", async () => {
  await atTheSource();
  service.on(FILES, ({ body }) => (String(body).includes("large.md") ? problem(413) : taken));
  await choose(aFile("small.md"), aFile("large.md"), aFile("other.md"));
  await reads("2 of 3 files sent · 1 file not sent");
  await button("Retry large.md");
  expect(screen.queryByRole("button", { name: "Retry small.md" })).toBeNull();
});

test("a file that vanished since it was chosen is said; the others go on", async () => {
  await atTheSource();
  const goes = aFile("goes.md");
  goes.slice = () =>
    ({ arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")) }) as unknown as Blob;
  service.on(FILES, taken);
  await choose(aFile("stays.md"), goes);
  await reads("1 of 2 files sent · 1 file not sent");
  await reads("The file is no longer there");
});

test("an upload goes on while one looks elsewhere, and is cancelled by a press", async () => {
  await atTheSource();
  let answer: () => void = () => undefined;
  service.on(FILES, () => new Promise((done) => (answer = () => done(taken))));
  await choose(aFile("a.md"));
  await reads("0 of 1 file sent");
  await follow("Search");
  await words("Look under the hood");
  await follow("Sources");
  await reads("0 of 1 file sent");
  answer();
  await reads("1 of 1 file sent");
  await choose(aFile("b.md"));
  await reads("1 of 2 files sent");
  await press("Cancel upload");
  await reads("1 cancelled");
  await until(() => expect(screen.getByRole("button", { name: "Retry b.md" })).toBeTruthy());
});

test("a chatbot without a source takes files at once, and says what became of them where one can ask", async () => {
  const house = furnishedHouse();
  house.sources = [];
  house.syncs = [];
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  await heading("Give it something to read");
  const run = aSync({
    status: "running",
    finished_at: null,
    progress: { done: 3, total: 32, current: null },
  });
  const own = aSource({ name: "Files" });
  service.on(OWN, () => {
    house.sources = [own];
    house.syncs = [run];
    return { sync: run, source_id: own.id, duplicates: [] };
  });
  await choose(aFile("a.md"), aFile("b.md"));
  await reads("2 of 2 files sent");
  await reads("Reading: 3 of 32 documents");
  await heading("Files");
  house.syncs = [
    { ...run, status: "succeeded", counts: { indexed: 23, failed: 4, skipped: 5, deleted: 0, unchanged: 0 } },
  ];
  await reads("23 ready · 4 failed · 5 skipped");
  expect(screen.queryByRole("listitem", { name: "a.md" })).toBeNull();
  expect((await link("Why?")).getAttribute("href")).toContain(`source=${own.id}&status=failed`);
  await follow("Ask a question");
  await reads("23 ready · 4 failed · 5 skipped");
  expect(service.calls(FILES)).toEqual([]);
});

test("files that were there already are said to be nothing new", async () => {
  const house = furnishedHouse();
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  const done = aSync({ counts: { indexed: 0, failed: 0, skipped: 0, deleted: 0, unchanged: 0 } });
  house.syncs = [done];
  service.on(FILES, { ...taken, sync: done });
  await choose(aFile("a.md"));
  await reads("Nothing new: these files were there already");
});

test("files whose bytes are there under another name are told, the first few of them by name", async () => {
  const house = furnishedHouse();
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  const done = aSync({ counts: { indexed: 5, failed: 0, skipped: 0, deleted: 0, unchanged: 0 } });
  house.syncs = [done];
  const same_as = {
    id: newId(),
    title: "Rules",
    uri: "rules.md",
    source_id: newId(),
    source_name: "Archive",
  };
  const duplicates = [1, 2, 3, 4, 5].map((n) => ({ id: newId(), uri: `${String(n)}.md`, same_as }));
  service.on(FILES, { sync: done, source_id: newId(), duplicates });
  await choose(aFile("1.md"));
  await reads("1.md is the same file as rules.md in Archive.");
  await reads("So are 2 other files.");
  expect(screen.queryByText(/4\.md is/)).toBeNull();
});

test.each([
  ["on the page of its sources", "/sources", FILES, "into “Handbooks”"],
  ["anywhere else", "/search", OWN, "into “Harbour Library”"],
] as const)("files are taken wherever they are dropped: %s", async (_, part, wanted, said) => {
  const house = furnishedHouse();
  await open(`/chatbots/${house.chatbot.id}${part}`, house);
  const files = [aFile("a.md")];
  const items = files.map((file) => ({ kind: "file", type: file.type, getAsFile: () => file }));
  const dataTransfer = { types: ["Files"], files, items };
  await until(() => {
    window.dispatchEvent(Object.assign(new Event("dragenter"), { dataTransfer }));
    expect(screen.getByText(said)).toBeTruthy();
  });
  fireEvent.drop(document.querySelector("[data-drop]") as Element, { dataTransfer });
  await until(() => expect(service.calls(wanted)).toHaveLength(1));
  await gone(() => screen.queryByText("Let go to upload"));
});

test("what systems leave in folders is not sent, and said when there is nothing else", async () => {
  await atTheSource();
  await choose(aFile("Thumbs.db"));
  await reads("There are no files in what you dropped.");
  expect(service.calls(FILES)).toEqual([]);
});
