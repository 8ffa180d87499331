/** What every page has in common: it is loaded again after a failure, and its landmarks are there. */
import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { serve } from "~/testing/answers";
import { furnishedHouse } from "~/testing/house";
import { cut, problem, type Reply } from "~/testing/replies";
import { alert, open, press, service, text, until, words } from "~/testing/visitor";

const PATHS = [
  "/",
  "/chatbots/ID/chat",
  "/chatbots/ID/sources",
  "/chatbots/ID/search?q=booking",
  "/chatbots/ID/settings",
  "/models",
  "/usage",
  "/system",
];
const READS = [
  "GET /api/v1/chatbots/",
  "GET /api/v1/chatbots/{chatbot_id}/",
  "GET /api/v1/chatbots/{chatbot_id}/settings/",
  "GET /api/v1/chatbots/{chatbot_id}/sources/",
  "GET /api/v1/chatbots/{chatbot_id}/conversations/",
  "GET /api/v1/chatbots/{chatbot_id}/suggestions/",
  "POST /api/v1/chatbots/{chatbot_id}/search/",
  "GET /api/v1/organization/providers/",
  "GET /api/v1/organization/usage/",
  "GET /readyz",
] as const;
const HOW: [string, Reply, string][] = [
  ["unreachable", cut, "The server cannot be reached"],
  ["failing", problem(500, { request_id: "number-7" }), "Something went wrong"],
];

const cases = PATHS.flatMap((path) => HOW.map((how) => [path, ...how] as const));

test.each(cases)(
  "%s says that the service is %s, and is there with a press once it is back",
  async (path, how, reply, said) => {
    const house = furnishedHouse();
    await open(path.replace("ID", house.chatbot.id), house, () =>
      READS.forEach((one) => service.on(one, reply as never)),
    );
    const told = await alert();
    expect(text(told)).toContain(said);
    if (how === "failing" && path !== "/system")
      expect(text(told)).toContain("tell your administrator this number: number-7");
    expect(document.querySelectorAll("main")).toHaveLength(1);
    serve(service, house);
    await press("Try again", told);
    await until(() => expect(screen.queryByText(said)).toBeNull());
    await until(() => expect(document.querySelector("main [role=status][aria-label=Loading]")).toBeNull());
  },
);

test("a service that is away when the page is opened is said; once it is back a press brings the page", async () => {
  const house = furnishedHouse();
  await open("/", house, () => service.on("POST /auth/refresh/", cut));
  await words("The server cannot be reached");
  expect(screen.getAllByRole("main")).toHaveLength(1);
  serve(service, house);
  await press("Try again");
  await screen.findByRole("heading", { level: 1, name: "Chatbots" });
  expect(screen.queryByRole("alert")).toBeNull();
});
