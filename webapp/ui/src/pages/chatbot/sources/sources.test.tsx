import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aSource, aSync, newId, type Sync } from "~/testing/fixtures";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  button,
  dialog,
  field,
  fill,
  follow,
  gone,
  heading,
  item,
  link,
  open,
  press,
  put,
  reads,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";

const pathOf = ({ chatbot }: Furnished, rest = "") => `/chatbots/${chatbot.id}/sources${rest}`;
const TEST = "POST /api/v1/chatbots/{chatbot_id}/sources/test/";
const SYNC = "POST /api/v1/sources/{source_id}/sync/";
const SYNCS = "GET /api/v1/sources/{source_id}/syncs/";
const NONE = { pending: 0, processing: 0, indexed: 0, skipped: 0, failed: 0 };

const withSync = (fields: Partial<Sync>) => {
  const house = furnishedHouse();
  house.syncs = [aSync(fields)];
  return house;
};

test("a chatbot without a source says what one is for, and a press adds one", async () => {
  const house = furnishedHouse();
  house.sources = [];
  const { address } = await open(pathOf(house), house);
  await heading("Give it something to read");
  await press("Add source");
  const form = await dialog();
  await press("Add", form);
  await words("Please fill this in.", form);
  await fill(/Name/, "Price lists", form);
  await press("Add", form);
  await reads("Price lists was added. Drop your files on it.");
  await heading("Price lists");
  expect(address()).toContain(house.sources[0]?.id);
});

test("a source is tried before it is added: what it would list, or why it cannot", async () => {
  const house = furnishedHouse();
  house.sources = [];
  await open(pathOf(house), house);
  await press("Add source");
  const form = await dialog();
  await press("Test", form);
  await words("It works. Nothing is in it yet.", form);
  expect(service.calls(TEST)[0]?.body).toEqual({ kind: "upload", config: {} });
  const first = [{ uri: "a.md", title: "Opening hours", bytes: 2_048 }];
  service.on(TEST, { ok: true, first, error: null });
  await press("Test", form);
  await words("It works. It would begin with 1 document:", form);
  await words(/Opening hours/, form);
  const error = { code: "away", message: "Nobody answers there.", action: "Check the address." };
  service.on(TEST, { ok: false, first: [], error });
  await press("Test", form);
  expect(text(await alert(form))).toBe("It does not workNobody answers there. Check the address.");
  service.on(TEST, problem(503, { detail: "Not now." }));
  await press("Test", form);
  await until(async () => expect(text(await alert(form))).toContain("Not now."));
  expect(house.sources).toEqual([]);
});

test("reviewers' comments are read where the source says so", async () => {
  const house = furnishedHouse();
  house.source.config = { comments: true };
  await open(pathOf(house, "?dialog=edit"), house);
  const form = await dialog();
  const box = await field("Read comments too", form);
  expect(box).toHaveProperty("checked", true);
  await user.click(box);
  await press("Test", form);
  await press("Save", form);
  await reads("Saved.");
  const config = { comments: false };
  expect(service.calls(TEST)[0]?.body).toEqual({ kind: "upload", config });
  expect(service.calls("PATCH /api/v1/sources/{source_id}/")[0]?.body).toMatchObject({ config });
});

test("a source that is not there says so and leads to the first", async () => {
  const house = furnishedHouse();
  const { address } = await open(pathOf(house, `?source=${newId()}`), house);
  await heading("This source is not here");
  await press("Show the first source");
  await heading("Handbooks");
  expect(address()).not.toContain("source=");
});

test("what is empty says so: badge, list, header and table lead to the files", async () => {
  const house = furnishedHouse();
  Object.assign(house.sources, [aSource({ counts: NONE, last_synced_at: null })]);
  house.documents = [];
  await open(pathOf(house), house);
  await heading("No documents yet");
  await reads("Empty: add files");
  await reads("No documents yet: add files below · Never synced");
  await until(() =>
    expect(text(document.querySelector("header.layout, main header") as HTMLElement)).toContain(
      "No documents yet",
    ),
  );
  expect(screen.queryByText("Ready")).toBeNull();
});

test("a running sync shows how far it is and at what; asked to stop, it says when it will", async () => {
  const current = `${"Donaudampfschifffahrtsgesellschaftsordnung_".repeat(4)}final.pdf`;
  const house = withSync({
    status: "running",
    progress: { done: 4_211, total: 12_000, current },
    finished_at: null,
  });
  house.source.counts = { ...NONE, pending: 7_789, indexed: 4_211 };
  await open(pathOf(house), house);
  await reads(/Syncing · 4.211 of 12.000 documents/);
  await words(`Now: ${current}`);
  const bar = screen.getByRole("progressbar", { name: "Progress of the sync" });
  expect(bar.getAttribute("aria-valuetext")).toMatch(/^4.211 of 12.000 documents$/);
  expect(await button("Sync now")).toHaveProperty("disabled", true);
  const cancel = "POST /api/v1/syncs/{sync_id}/cancel/";
  service.on(cancel, problem(503, { detail: "Not now." }));
  await press("Cancel sync");
  await reads("It could not be cancelled");
  service.on(cancel, { sync: house.syncs[0] as Sync });
  await press("Cancel sync");
  await words("It stops after the batch it is at.");
});

test("a sync that waits for the worker says so", async () => {
  const house = withSync({
    status: "queued",
    progress: { done: 0, total: 0, current: null },
    finished_at: null,
  });
  await open(pathOf(house), house);
  await reads("Syncing · Waiting for the worker");
});

test("a sync that failed says why and what to do; syncs that cannot be shown leave the rest as it is", async () => {
  const error = { code: "broken", message: "It broke off.", action: "Start it again." };
  const house = withSync({ status: "failed", error });
  const page = await open(pathOf(house), house);
  const told = await alert();
  expect(text(told)).toMatch(/The sync failed.*It broke off\..*Start it again\./);
  service.on(SYNCS, problem(503, { detail: "Prefect is away." }));
  await page.reload();
  await reads("Prefect is away. Documents and answers are not affected.");
  await link("Rules");
});

test.each([
  [503, "Prefect is away.", 10],
  [409, "It is being deleted.", undefined],
])(
  "a sync that is refused with %i says why, and the button is there for the next try",
  async (status, detail, wait) => {
    const house = furnishedHouse();
    house.source.counts = { ...NONE, pending: 1 };
    await open(pathOf(house), house);
    service.on(SYNC, problem(status, { detail, ...(wait ? { retryAfter: wait } : {}) }));
    await press("Sync now");
    await reads("No sync was started");
    await reads(wait ? `${detail} Wait ${wait} seconds, then try again.` : detail);
    const again = await button("Sync now");
    await until(() => expect(again).toHaveProperty("disabled", false));
    await press("Close");
    await gone(() => screen.queryByText("No sync was started"));
  },
);

test("before any dry run the dialog says what one is, starts it, and shows its plan", async () => {
  const house = furnishedHouse();
  await open(pathOf(house, "?dialog=plan"), house);
  const shown = await dialog("What a sync would do");
  await heading("No dry run yet", shown);
  expect(text(shown)).toContain("It changes nothing.");
  await press("Start a dry run", shown);
  await words("Comparing the source with what is indexed");
  expect(service.calls(SYNC)[0]?.body).toEqual({ dry_run: true });
  const [run] = house.syncs;
  house.syncs = [
    { ...(run as Sync), status: "succeeded", plan: { unchanged: { count: 1, names: ["rules.md"] } } },
  ];
  await words("Nothing has changed: a sync would do nothing.");
  expect(screen.queryByRole("list", { name: "Unchanged" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Sync now" })).toBeNull();
  await press("Show");
  expect(text(screen.getByRole("list", { name: "Unchanged" }))).toBe("rules.md");
});

test("a plan names what is new, changed and deleted, and how many more there are", async () => {
  const plan = {
    new: { count: 2, names: ["a.md", "b.md"] },
    changed: { count: 200, names: ["c.md"] },
    deleted: { count: 0, names: [] },
    unchanged: { count: 1, names: ["d.md"] },
  };
  const house = withSync({ dry_run: true, plan });
  await open(pathOf(house, "?dialog=plan"), house);
  const shown = await dialog("What a sync would do");
  await heading("New: 2", shown);
  await heading("Changed: 200", shown);
  await words("and 199 more", shown);
  expect(screen.queryByRole("heading", { name: /^To be deleted/ })).toBeNull();
  await press("Sync now", shown);
  await until(() => expect(service.calls(SYNC).map(({ body }) => body)).toEqual([{}]));
});

test("a dry run that failed says why in its plan", async () => {
  const error = { code: "broken", message: "It broke off.", action: "Start it again." };
  const house = withSync({ dry_run: true, status: "failed", error });
  await open(pathOf(house, "?dialog=plan"), house);
  expect(text(await alert(await dialog()))).toContain("It broke off. Start it again.");
});

test("the history tells of each run how it ended; of none, that there was none", async () => {
  const house = withSync({ status: "cancelled", prefect_url: "http://prefect.example/runs/1" });
  house.syncs.push(aSync({ dry_run: true, plan: {} }), aSync({ counts: { indexed: 3, failed: 1 } }));
  const page = await open(pathOf(house, "?dialog=history"), house);
  await dialog("History of syncs");
  const shown = () =>
    screen
      .queryAllByRole("listitem")
      .map((one) => text(one))
      .filter((one) => one.includes("Took"));
  await until(() => expect(shown()).toHaveLength(3));
  const runs = shown();
  expect(runs.map((one) => /Cancelled|Done/.exec(one)?.[0])).toEqual(["Cancelled", "Done", "Done"]);
  expect(runs[1]).toContain("Dry run");
  expect(runs[2]).toContain("3 indexed");
  expect((await link(/^Run in Prefect/)).getAttribute("target")).toBe("_blank");
  await follow("Plan");
  await dialog("What a sync would do");
  house.syncs = [];
  await page.reload();
  await open(pathOf(house, "?dialog=history"), house);
  await words("This source has not been synced yet.");
});

test("a schedule is said in words while it is chosen, and sent so; what is missing or refused stands at its field", async () => {
  const house = furnishedHouse();
  await open(pathOf(house, "?dialog=schedule"), house);
  const form = await dialog("Schedule");
  await user.selectOptions(await field("When", form), "Every week on");
  await user.selectOptions(await field("Day", form), "Friday");
  const time = await field(/Time \*?$/, form);
  await user.clear(time);
  await press("Save schedule", form);
  await words("Please fill this in.", form);
  await user.type(time, "07:45");
  await reads(/It will sync every week on Friday at 07:45/);
  const errors = [{ field: "schedule.timezone", code: "unknown", message: "No such zone." }];
  service.on("PATCH /api/v1/sources/{source_id}/", problem(422, { errors }));
  await press("Save schedule", form);
  await words("No such zone.", form);
  service.on("PATCH /api/v1/sources/{source_id}/", house.source);
  await press("Save schedule", form);
  await reads("The schedule was saved.");
  const sent = service.calls("PATCH /api/v1/sources/{source_id}/").at(-1)?.body;
  expect(sent).toMatchObject({ schedule: { cron: "45 7 * * 5", active: true } });
});

test("a source is deleted once its name was typed", async () => {
  const house = furnishedHouse();
  await open(pathOf(house), house);
  await press("More for Handbooks");
  await user.click(await item("Delete source"));
  const danger = await button("Delete for good");
  expect(danger).toHaveProperty("disabled", true);
  put(await screen.findByRole("textbox", { name: /Type/ }), "Handbooks");
  await user.click(danger);
  await reads("Handbooks was deleted.");
  await heading("Give it something to read");
});
