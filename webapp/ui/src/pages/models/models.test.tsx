/** Providers of models: set up, ordered, tested, chosen; and what is said where something is wrong. */
import { screen, within } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aProvider, aUser, type Provider } from "~/testing/fixtures";
import { emptyHouse, furnishedHouse, type House } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  button,
  dialog,
  field,
  fill,
  open,
  press,
  service,
  text,
  until,
  user,
  words,
} from "~/testing/visitor";
import { changesOf, emptyProvider, priceWrong, valuesOf } from "./values";

const PATH = "/api/v1/organization/providers/" as const;
const TEST = "POST /api/v1/organization/providers/{provider_id}/test/";

const housing = (...providers: Provider[]): House => ({ ...emptyHouse(), providers });
const order = () => screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent);
const check = (
  name: "reached" | "key" | "answers" | "streams" | "counts" | "obeys",
  ok: boolean | null,
  code: string | null = null,
) => ({
  name,
  ok,
  code,
  latency_ms: ok ? 120 : null,
});

test("the first provider is set up, and its key is not kept in the page", async () => {
  const house = housing();
  await open("/models", house);
  await words("No provider of your own yet");
  await press("Add a provider");
  const form = await dialog("Add a provider");
  await press("Add", form);
  expect(await within(form).findAllByText("Please fill this in.")).toHaveLength(3);
  await fill(/^Name/, "Ours");
  await fill(/^Address of the API/, "https://models.example.org/v1");
  await fill("Key", "sk-secret");
  await fill(/^Model/, "large");
  await press("Add", form);
  await until(() => expect(screen.queryByRole("dialog")).toBeNull());
  await words("“Ours” was added. Test it, then choose it in a chatbot's settings.");
  expect(service.calls(`POST ${PATH}`)).toMatchObject([
    { body: { name: "Ours", base_url: "https://models.example.org/v1", api_key: "sk-secret", prices: null } },
  ]);
  expect(document.documentElement.outerHTML).not.toContain("sk-secret");
  await words("kept, shown to nobody");
});

test("what the service refuses stands at its field", async () => {
  await open("/models?dialog=add", housing(), () =>
    service.on(
      `POST ${PATH}`,
      problem(422, {
        code: "address_refused",
        errors: [{ field: "base_url", code: "address_refused", message: "This address leads inside." }],
      }),
    ),
  );
  const form = await dialog("Add a provider");
  await fill(/^Name/, "Ours");
  await fill(/^Address of the API/, "http://127.0.0.1/v1");
  await fill(/^Model/, "large");
  await press("Add", form);
  await within(form).findByText("This address leads inside.");
  expect((await field(/^Address of the API/)).getAttribute("aria-invalid")).toBe("true");
});

test("providers are moved with buttons", async () => {
  const house = housing(aProvider({ name: "First" }), aProvider({ name: "Second", position: 1 }));
  const [first] = house.providers;
  await open("/models", house, () =>
    service.on("PATCH /api/v1/organization/providers/{provider_id}/", () => {
      house.providers.reverse();
      house.providers.forEach((one, place) => (one.position = place));
      return first as Provider;
    }),
  );
  await until(() => expect(order()).toEqual(["First", "Second"]));
  expect(((await button("Move “First” up")) as HTMLButtonElement).disabled).toBe(true);
  expect(((await button("Move “Second” down")) as HTMLButtonElement).disabled).toBe(true);
  await press("Move “First” down");
  await until(() => expect(order()).toEqual(["Second", "First"]));
});

test("a test says what the model can do", async () => {
  await open("/models", housing(aProvider()), () =>
    service.on(TEST, {
      ok: true,
      latency_ms: 1_234,
      error: null,
      model: "large",
      checks: [
        check("reached", true),
        check("streams", true),
        check("counts", false, "provider_no_counts"),
        check("obeys", false, "provider_disobeys"),
      ],
    }),
  );
  await press("Test");
  await words("“large” answers, after 1,234 ms.");
  const said = text(screen.getByRole("region", { name: "Ours" }));
  expect(said).toContain("Reached: yes, 120 ms");
  expect(said).toContain("Counts tokens: no – Nothing will be known of what it costs.");
  expect(said).toContain("Citations and refusals cannot be relied on.");
});

test("a wrong key is told so, and what was not tried is not called wrong", async () => {
  await open("/models", housing(aProvider()), () =>
    service.on(TEST, {
      ok: false,
      latency_ms: 90,
      error: "provider_key_refused",
      model: "large",
      checks: [check("reached", true), check("key", false, "provider_key_refused"), check("answers", null)],
    }),
  );
  await press("Test");
  await words("It cannot be used yet");
  const said = text(screen.getByRole("region", { name: "Ours" }));
  expect(said).toContain("It refuses the key.");
  expect(said).toContain("Answers: not tried");
});

test("a test that could not be made says why", async () => {
  await open("/models", housing(aProvider({ key_readable: false })), () =>
    service.on(TEST, problem(409, { code: "provider_key_unreadable", detail: "Enter it again." })),
  );
  await words(/cannot be read\. Enter it again/);
  await press("Test");
  await words("The test could not be made");
  await words("Enter it again.");
});

test("deleting says who is answered by the installation from then on", async () => {
  const house = housing(aProvider({ chatbots: 2 }));
  await open("/models", house);
  await press("Delete");
  const asked = await dialog("Delete “Ours”?");
  expect(text(asked)).toContain(
    "The 2 chatbots that have chosen it are answered by the installation's model",
  );
  await fill("Type “Ours” to confirm", "Ours");
  await press("Delete the provider", asked);
  await words("No provider of your own yet");
});

test("who does not run the organisation sees names and no buttons", async () => {
  const user = aUser({ role: "editor" });
  await open("/models", { ...emptyHouse(user), providers: [aProvider({ base_url: null })] });
  await screen.findByRole("heading", { name: "Ours" });
  for (const name of ["Test", "Edit", "Delete", "Add a provider"])
    expect(screen.queryByRole("button", { name })).toBeNull();
  expect(screen.queryByText("Address")).toBeNull();
});

test("a chatbot chooses whose model answers", async () => {
  const house = furnishedHouse();
  house.providers.push(aProvider());
  await open(`/chatbots/${house.chatbot.id}/settings`, house);
  const choice = await screen.findByLabelText<HTMLSelectElement>("Whose model answers");
  await until(() => expect([...choice.options].map((one) => one.textContent)).toContain("Ours (large)"));
  expect(choice.value).toBe("");
  await user.selectOptions(choice, house.providers[0]?.id ?? "");
  await press("Save changes");
  await words("Saved.");
  expect(house.settings.provider_id).toBe(house.providers[0]?.id);
});

test("who ranks passages is set up without prices, and its address is explained", async () => {
  await open("/models?dialog=add", housing());
  const form = await dialog("Add a provider");
  await field("Currency", form);
  await user.selectOptions(await field("What it does", form), "rerank");
  expect(within(form).queryByLabelText("Currency")).toBeNull();
  await words("What stands before /rerank, as Cohere, Jina and Hugging Face's TEI name it.", form);
  await fill(/^Name/, "Ranker");
  await fill(/^Address of the API/, "https://ranks.example.org/v1");
  await fill(/^Model/, "tei");
  await press("Add", form);
  await until(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(service.calls(`POST ${PATH}`)).toMatchObject([
    { body: { name: "Ranker", kind: "rerank", default_model: "tei", prices: null } },
  ]);
});

test("what ranks passages is offered for ranking and not for answering", async () => {
  const house = furnishedHouse();
  const ranker = aProvider({ name: "Ranker", kind: "rerank", default_model: "tei" });
  house.providers.push(aProvider(), ranker);
  await open(`/chatbots/${house.chatbot.id}/settings`, house);
  const answers = await screen.findByLabelText<HTMLSelectElement>("Whose model answers");
  const ranks = await screen.findByLabelText<HTMLSelectElement>("Who ranks passages");
  const offered = (choice: HTMLSelectElement) => [...choice.options].map((one) => one.textContent);
  await until(() => expect(offered(ranks)).toEqual(["As this installation does", "Ranker (tei)"]));
  expect(offered(answers)).not.toContain("Ranker (tei)");
  await user.selectOptions(ranks, ranker.id);
  await press("Save changes");
  await words("Saved.");
  expect(house.settings).toMatchObject({ reranker_id: ranker.id, provider_id: null });
  await user.selectOptions(ranks, "");
  await press("Save changes");
  await until(() => expect(house.settings.reranker_id).toBeNull());
});

test("a key that was not typed stays, one that is not needed any more goes", () => {
  const kept = valuesOf(aProvider({ prices: { read: "0.15", written: "0.6", currency: "EUR" } }));
  expect(changesOf(kept)).not.toHaveProperty("api_key");
  expect(changesOf({ ...kept, drop_key: true }).api_key).toBeNull();
  expect(changesOf({ ...kept, api_key: " sk " }).api_key).toBe("sk");
  expect(changesOf({ ...kept, price_read: "0,15", currency: "eur" }).prices).toEqual({
    read: "0.15",
    written: "0.6",
    currency: "EUR",
  });
});

test.each([
  [{}, false],
  [{ price_read: "1", price_written: "2,5", currency: "usd" }, false],
  [{ price_read: "1" }, true],
  [{ price_read: "1", price_written: "x", currency: "USD" }, true],
  [{ price_read: "-1", price_written: "1", currency: "USD" }, true],
  [{ currency: "USD" }, true],
])("a price is whole or not there: %o", (given, wrong) => {
  expect(priceWrong({ ...emptyProvider, ...given })).toBe(wrong);
});
