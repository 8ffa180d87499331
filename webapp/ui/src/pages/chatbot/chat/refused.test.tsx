import { fireEvent, screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { speak } from "~/testing/answers";
import { furnishedHouse, type Furnished } from "~/testing/house";
import { cut, problem, proxyPage, type Reply } from "~/testing/replies";
import {
  alert,
  button,
  field,
  fill,
  follow,
  gone,
  open,
  press,
  put,
  reads,
  service,
  until,
  user,
} from "~/testing/visitor";

const ASKED = "When does the harbour office open?";
const MESSAGES = "POST /api/v1/conversations/{conversation_id}/messages/";
const CONVERSATIONS = "POST /api/v1/chatbots/{chatbot_id}/conversations/";
const composer = () => field("Your question");

const inChat = (house: Furnished) => open(`/chatbots/${house.chatbot.id}/chat`, house);
const inTalk = (house: Furnished) =>
  open(`/chatbots/${house.chatbot.id}/chat/${house.conversation.id}`, house);

async function send(question = ASKED) {
  put(await composer(), question);
  await user.keyboard("{Enter}");
}

/** The reason is said, the question stands in its field and can be sent. */
async function kept(said: string) {
  expect((await alert()).textContent).toContain(said);
  expect((await composer()).value).toBe(ASKED);
  expect(await button("Send")).toHaveProperty("disabled", false);
}

const keys = () => new Set(service.calls(MESSAGES).map(({ headers }) => headers["idempotency-key"]));

const REFUSALS: [string, Reply, string[]][] = [
  ["nobody answers", cut, ["The server cannot be reached"]],
  [
    "429",
    problem(429, { detail: "Ten a minute.", retryAfter: 2 }),
    ["Ten a minute.", "Wait 2 seconds, then ask again."],
  ],
  ["422", problem(422), ["The question was not sent"]],
  [
    "503, too many streams",
    problem(503, { code: "too_many_streams", retryAfter: 1 }),
    ["Many answers are being written"],
  ],
  [
    "503",
    problem(503, { detail: "The database is away." }),
    ["The database is away.", "cannot take questions right now"],
  ],
  ["409, paused", problem(409, { code: "chatbot_paused" }), ["This chatbot is paused", "Open settings"]],
  ["413 of a proxy", proxyPage(413), ["The question is too large"]],
  ["502 of a proxy", proxyPage(502), ["The service cannot take questions right now"]],
];

test.each(REFUSALS)(
  "a question that is refused (%s) stays in its field with the reason",
  async (_, reply, said) => {
    const house = furnishedHouse();
    await inTalk(house);
    service.on(MESSAGES, reply);
    await send();
    for (const one of said) await kept(one);
    expect(house.messages.get(house.conversation.id)).toHaveLength(2);
  },
);

test.each(REFUSALS.slice(1))(
  "a first question that is refused (%s) leaves no conversation",
  async (_, reply, said) => {
    const house = furnishedHouse();
    const { address } = await inChat(house);
    const before = [...house.conversations];
    service.on(MESSAGES, reply);
    await send();
    await kept(said[0] ?? "");
    await until(() => expect(house.conversations).toEqual(before));
    speak(service, house, { content: "At nine." });
    // It waits as long as the service asked for.
    await until(() =>
      expect(screen.getByRole("button", { name: "Ask again" })).toHaveProperty("disabled", false),
    );
    await press("Ask again");
    await reads("At nine.");
    await gone(() => screen.queryByRole("alert"));
    expect((await composer()).value).toBe("");
    expect(house.conversations).toHaveLength(before.length + 1);
    expect(screen.getAllByRole("article", { name: "Question" })).toHaveLength(1);
    expect(address()).toContain(house.conversations[0]?.id);
  },
);

test("a pause that the service asks for is counted down", async () => {
  await inTalk(furnishedHouse());
  service.on(MESSAGES, problem(429, { retryAfter: 3 }));
  await send();
  expect(await button("Ask again in 3 s")).toHaveProperty("disabled", true);
  await button("Ask again in 2 s");
  expect(await button("Ask again")).toHaveProperty("disabled", false);
});

test("a conversation that cannot be begun says so, and the same click asks", async () => {
  const house = furnishedHouse();
  await inChat(house);
  service.on(CONVERSATIONS, problem(429));
  await send();
  await kept("Too many questions at once");
  expect(house.conversations).toHaveLength(1);
  const { id } = house.conversation;
  service.on(CONVERSATIONS, () => {
    house.messages.set(id, []);
    return house.conversation;
  });
  speak(service, house, { content: "At nine." });
  await press("Ask again");
  await reads("At nine.");
});

test("a refusal in the middle of a conversation keeps what was said and, over a reload, the question", async () => {
  const house = furnishedHouse();
  const page = await inTalk(house);
  service.on(MESSAGES, problem(429));
  await send();
  await kept("Too many questions at once");
  await page.reload();
  await until(() => expect(screen.getAllByRole("article", { name: "Answer" })).toHaveLength(1));
  expect((await composer()).value).toBe(ASKED);
  speak(service, house, { content: "At nine." });
  await user.type(await composer(), "{Enter}");
  await reads("At nine.");
  expect((await composer()).value).toBe("");
});

/** The service takes the question and cannot say so; from then on it says what it did. */
function loseReplies(house: Furnished, times: number) {
  let lost = 0;
  speak(service, house, { content: "At nine." });
  const answering = service.answerOf(MESSAGES);
  service.on(MESSAGES, (asked) => (++lost <= times ? cut : answering(asked)) as Reply);
}

test.each(["at once", "after a while", "after a reload"])(
  "a question whose reply was lost is found again %s, under its one key",
  async (then) => {
    const house = furnishedHouse();
    const page = await inChat(house);
    loseReplies(house, then === "at once" ? 1 : 2);
    await send();
    if (then !== "at once") await kept("The server cannot be reached");
    if (then === "after a while") await press("Ask again");
    if (then === "after a reload") {
      await page.reload();
      expect((await composer()).value).toBe(ASKED);
      await user.type(await composer(), "{Enter}");
    }
    await reads("At nine.");
    expect(keys().size).toBe(1);
    expect(service.calls(CONVERSATIONS)).toHaveLength(1);
    expect((await composer()).value).toBe("");
  },
);

test("another question has another key", async () => {
  const house = furnishedHouse();
  await inTalk(house);
  speak(service, house, { content: "At nine." });
  await send();
  await until(() => expect(screen.getAllByRole("button", { name: "This helped" })).toHaveLength(2));
  speak(service, house, { content: "At ten." });
  await send();
  await reads("At ten.");
  expect(keys().size).toBe(2);
});

test("a question that is too long is counted, cannot be sent, and is not cut off", async () => {
  await inTalk(furnishedHouse());
  const area = await composer();
  fireEvent.change(area, { target: { value: "é".repeat(8_003) } });
  await reads("3 characters too many: shorten the question to send it.");
  expect(await button("Send")).toHaveProperty("disabled", true);
  fireEvent.keyDown(area, { key: "Enter" });
  expect(area.value).toHaveLength(8_003);
  fireEvent.change(area, { target: { value: "é".repeat(8_000) } });
  await reads("0 characters left");
  expect(await button("Send")).toHaveProperty("disabled", false);
  expect(service.calls(MESSAGES)).toEqual([]);
});

test("a conversation that somebody else deleted keeps the question, and a new one is a click away", async () => {
  const house = furnishedHouse();
  const { address } = await inTalk(house);
  await reads("Free of charge until two days before");
  service.on(MESSAGES, problem(404, { code: "not_found" }));
  await send();
  await kept("The question was not sent");
  await follow("New conversation");
  await reads("Ask your documents");
  expect(address()).toBe(`/chatbots/${house.chatbot.id}/chat`);
});

test("an ended session leads to the login and back to the question, which was not sent twice", async () => {
  const house = furnishedHouse();
  const { address } = await inTalk(house);
  const here = address();
  await composer();
  house.user = null;
  service.on(MESSAGES, problem(401));
  await send();
  await reads("Your session ended.");
  await fill(/E-mail/, "ada@example.com");
  put(document.querySelector("[type=password]") as HTMLInputElement, "the password");
  await user.keyboard("{Enter}");
  await until(() => expect(address()).toBe(here));
  expect((await composer()).value).toBe(ASKED);
  expect(service.calls(MESSAGES)).toHaveLength(1);
});
