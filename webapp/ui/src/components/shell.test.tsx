import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aChatbot, aUser } from "~/testing/fixtures";
import { emptyHouse, furnishedHouse } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  button,
  dialog,
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

test("the palette finds chatbots, documents of the open one, pages and actions; Escape gives the focus back", async () => {
  const house = furnishedHouse();
  const { address } = await open(`/chatbots/${house.chatbot.id}/sources`, house);
  await heading("Handbooks");
  const opener = await button("Search and go (Ctrl K)");
  await user.click(opener);
  const box = await screen.findByRole("textbox", {
    name: "Chatbots, documents, conversations, pages, or a question",
  });
  await user.type(box, "rules");
  await button(/Rules/);
  await user.clear(box);
  await user.type(box, "zzz");
  await words("Nothing found");
  await user.keyboard("{Escape}");
  await gone(() =>
    screen.queryByRole("textbox", { name: "Chatbots, documents, conversations, pages, or a question" }),
  );
  await until(() => expect(document.activeElement).toBe(opener));
  await user.keyboard("{Control>}k{/Control}");
  await user.type(
    await screen.findByRole("textbox", { name: "Chatbots, documents, conversations, pages, or a question" }),
    "Settings",
  );
  await press("Settings");
  await until(() => expect(address()).toContain("/settings"));
});

test("the keyboard help opens by its key and lists the keys", async () => {
  await open("/", emptyHouse());
  await heading("Make your first chatbot");
  await user.keyboard("{Shift>}?{/Shift}");
  await words("Next citation while the reader is open", await dialog("Keyboard"));
  await user.keyboard("{Escape}");
  await gone(() => screen.queryByRole("dialog"));
});

test.each([true, false])(
  "the System page and its links are the operators' own (operator: %s)",
  async (operator) => {
    const house = emptyHouse(aUser({ is_operator: operator }));
    house.chatbots.push(aChatbot());
    const page = await open("/", house);
    await link("Harbour Library");
    const shown = Number(operator);
    expect(screen.queryAllByRole("link", { name: "System" })).toHaveLength(shown);
    await press("Search and go (Ctrl K)");
    await user.type(
      await screen.findByRole("textbox", {
        name: "Chatbots, documents, conversations, pages, or a question",
      }),
      "System",
    );
    if (operator) await button("System");
    else await words("Nothing found");
    page.history.push("/system");
    await heading("System");
    if (operator) await heading("Needed");
    else await words("This page is for those who run this installation.");
    expect(service.calls("GET /readyz").length > 0).toBe(operator);
  },
);

test("the System page says of each part how it is and what to do, and looks again by a press", async () => {
  const checks = [
    { name: "prefect", state: "failing" as const, consequence: "No document is read.", remedy: "Start it." },
    { name: "llm", state: "missing" as const, consequence: "Answers are quotes.", remedy: "Set a key." },
  ];
  const unready = { status: "not_ready" as const, checks };
  await open("/system", emptyHouse(), () => service.on("GET /readyz", unready));
  await words("Something that is needed is missing.");
  await reads(/Without it: No document is read\..*What to do: Start it\./);
  await reads(/As it is: Answers are quotes\..*What to do: Set a key\./);
  service.on("GET /readyz", { status: "ready", checks: [] });
  await press("Check again");
  await words("Everything that is needed is running.");
});

test("a line says how far indexing anew is; what is in its way, operators alone read", async () => {
  const filling = { phase: "filling" as const, share: 0.42, seconds_left: 130, waiting: false };
  await open("/", emptyHouse(), () => service.on("GET /api/v1/reindex/", filling));
  await words("Documents are being indexed anew: 42 %, about 3 min left. Questions are answered meanwhile.");
});

test.each([true, false])("a hindrance of indexing anew is told (operator: %s)", async (operator) => {
  const error = { code: "index_full", message: "The disk is full.", action: "Free some." };
  const waiting = { phase: "filling" as const, share: 0.42, waiting: true, error: operator ? error : null };
  const house = emptyHouse(aUser({ is_operator: operator }));
  await open("/", house, () => service.on("GET /api/v1/reindex/", waiting));
  await words(
    operator
      ? "Indexing documents anew is waiting: The disk is full. Free some. Questions are answered meanwhile."
      : "Indexing documents anew is waiting. Questions are answered meanwhile.",
  );
});

test("what fails is told at the window's edge, and goes when it is closed", async () => {
  const house = furnishedHouse();
  house.source.counts.pending = 1;
  await open(`/chatbots/${house.chatbot.id}/sources`, house);
  service.on("POST /api/v1/sources/{source_id}/sync/", problem(503));
  await press("Sync now");
  const told = (await words("No sync was started")).closest<HTMLElement>("[role=alert]");
  await press("Close", told ?? undefined);
  await gone(() => screen.queryByText("No sync was started"));
});
