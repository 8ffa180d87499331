/** What the menus offer does what it says. */
import { afterEach, expect, test } from "vitest";
import { furnishedHouse } from "~/testing/house";
import { dialog, item, open, press, service, until, user, WIDE } from "~/testing/visitor";
import { happyDOM } from "~/testing/window";

const DASHBOARD = ["/", "Actions for Harbour Library"] as const;
const SOURCES = ["/chatbots/ID/sources", "More for Handbooks"] as const;
afterEach(() => happyDOM.setViewport(WIDE));

const SYNC = "POST /api/v1/sources/{source_id}/sync/";

test.each([
  [...DASHBOARD, "Edit", "Edit Harbour Library"],
  [...DASHBOARD, "Delete", "Delete Harbour Library?"],
  [...SOURCES, "Edit source", "Edit Handbooks"],
  [...SOURCES, "Delete source", "Delete Handbooks?"],
])("%s, “%s”: %s opens “%s”", async (path, menu, name, title) => {
  const house = furnishedHouse();
  await open(path.replace("ID", house.chatbot.id), house);
  await press(menu);
  await user.click(await item(name));
  await dialog(title);
});

/** Wide windows have them as buttons. */
test.each([
  ["Schedule", "Schedule"],
  ["History", "History of syncs"],
])("on a phone the source's menu has %s", async (name, title) => {
  const house = furnishedHouse();
  happyDOM.setViewport({ width: 360 });
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  await press("More for Handbooks");
  await user.click(await item(name));
  await dialog(title);
});

test.each([
  [/^Full sync/, { full: true }],
  [/^Dry run/, { dry_run: true }],
])("another way to sync, %s, is asked for", async (name, body) => {
  const house = furnishedHouse();
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  await press("Other ways to sync");
  await user.click(await item(name));
  await until(() => expect(service.calls(SYNC).map((one) => one.body)).toEqual([body]));
});
