/** The bell: what one may know of, in one's language, and nothing where nothing is. */
import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import type { Alert } from "~/api/alerts";
import { aUser, listOf, newId, NOW } from "~/testing/fixtures";
import { emptyHouse, furnishedHouse } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  button,
  dialog,
  follow,
  gone,
  open,
  press,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";

const OWN = "GET /api/v1/organization/alerts/";
const ALL = "GET /api/v1/operator/alerts/";

const anAlert = (fields: Partial<Alert>): Alert => ({
  id: newId(),
  rule: "disk_full",
  level: "critical",
  message: "The disk is full.",
  remedy: "Free space.",
  subject: "",
  data: {},
  source: null,
  organization: null,
  raised_at: NOW,
  resolved_at: null,
  ...fields,
});

test("with nothing to report the list says what would stand there", async () => {
  await open("/", emptyHouse(aUser({ is_operator: false })));
  await press("Alerts: none");
  const list = await dialog("Alerts");
  await words("There is nothing to report", list);
  expect(service.calls(ALL)).toHaveLength(0);
  await press("Close", list);
  await gone(() => screen.queryByRole("dialog"));
});

test("a member reads of a failed sync and goes to its source", async () => {
  const house = furnishedHouse();
  house.user = aUser({ is_operator: false });
  const { id, name } = house.source;
  const failed = anAlert({
    rule: "sync_failed",
    level: "error",
    message: "The last sync of a source failed.",
    subject: id,
    source: { id, name, chatbot_id: house.chatbot.id },
  });
  const { address } = await open("/", house, () => service.on(OWN, listOf([failed])));
  await press("Alerts: 1");
  const list = await dialog("Alerts");
  expect(text(list)).toContain("Error");
  expect(text(list)).toContain("The last sync of a source failed.");
  await follow(name, list);
  await until(() => expect(address()).toContain(`/chatbots/${house.chatbot.id}/sources?source=${id}`));
});

test("an operator reads all, in German where that is spoken, with whose it is", async () => {
  const tenant = anAlert({
    rule: "sync_failed",
    level: "error",
    organization: { id: newId(), name: "Acme" },
  });
  await open("/", emptyHouse(), () => service.on(ALL, listOf([anAlert({}), tenant])));
  await button("Alerts: 2");
  await user.click(await screen.findByRole("radio", { name: "Deutsch" }));
  await press("Meldungen: 2");
  const list = await dialog("Meldungen");
  expect(text(list)).toContain("Kritisch");
  expect(text(list)).toContain("Die Platte mit dem Datenordner ist voll");
  expect(text(list)).toContain("Acme");
  expect(service.calls(OWN)).toHaveLength(0);
});

test("what is over stands by itself, with when it was", async () => {
  await open("/", emptyHouse(), () => {
    service.on(ALL, (call) =>
      listOf(
        call.query.get("state") === "resolved"
          ? [anAlert({ message: "It was full.", resolved_at: NOW })]
          : [],
      ),
    );
  });
  await press("Alerts: none");
  const list = await dialog("Alerts");
  await words("There is nothing to report", list);
  await user.click(await screen.findByRole("radio", { name: "Over" }));
  await words("It was full.", list);
  expect(text(list)).toContain(", over ");
});

test("what cannot be asked is said, and asked again by a press", async () => {
  await open("/", emptyHouse(), () => service.on(ALL, problem(500)));
  await press("Alerts: none");
  const told = await alert(await dialog("Alerts"));
  service.on(ALL, listOf([anAlert({})]));
  await press("Try again", told);
  await words("The disk is full.");
});
