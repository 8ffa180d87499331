import { screen } from "@testing-library/dom";
import { expect, test } from "vitest";
import { aChatbot, aUser } from "~/testing/fixtures";
import { emptyHouse } from "~/testing/house";
import { problem } from "~/testing/replies";
import {
  alert,
  field,
  fill,
  follow,
  heading,
  link,
  open,
  press,
  put,
  reads,
  service,
  until,
  user,
  words,
} from "~/testing/visitor";

const strangers = () => Object.assign(emptyHouse(aUser({ email: "known@example.com" })), { user: null });
const marked = () => document.querySelectorAll("[aria-invalid=true]");

const passwords = () => [...document.querySelectorAll<HTMLInputElement>("input[autocomplete$=password]")];

async function fillRegistration(password = "password12") {
  await fill(/First name/, "Ada");
  await fill(/Last name/, "Reader");
  await fill(/E-mail/, "known@example.com");
  for (const one of passwords()) put(one, password);
}

test("a login with empty fields says so at each of them and asks nobody", async () => {
  await open("/login", strangers());
  await press("Log in");
  await until(() => expect(screen.getAllByText("Please fill this in.")).toHaveLength(2));
  expect(marked()).toHaveLength(2);
  expect(service.calls("POST /auth/login/")).toEqual([]);
});

test("a wrong password is said above the fields, which keep what was typed; the password is shown on wish", async () => {
  await open("/login", strangers());
  await fill(/E-mail/, "nobody@example.com");
  const [password] = passwords();
  put(password as HTMLInputElement, "not the password");
  await press("Show password");
  expect(password?.type).toBe("text");
  await press("Hide password");
  expect(password?.type).toBe("password");
  await press("Log in");
  expect((await alert()).textContent).toContain("This is not right.");
  expect((await field(/E-mail/)).value).toBe("nobody@example.com");
  expect(password?.value).toBe("not the password");
});

test("who logs in is led to where they wanted to go", async () => {
  const { address } = await open("/system", strangers());
  await heading("Log in");
  await fill(/E-mail/, "known@example.com");
  put(passwords()[0] as HTMLInputElement, "the password");
  await press("Log in");
  await heading("System");
  expect(address()).toBe("/system");
});

test("a session that ended is said at the login", async () => {
  await open("/login?expired=true&target=%2Fsystem", strangers());
  await words(/^Your session ended\. Log in again/);
});

test.each(["/login", "/register"])("Caps Lock is said while a password is typed at %s", async (path) => {
  await open(path, strangers());
  await heading(path === "/login" ? "Log in" : "Create an account");
  const password = passwords()[0] as HTMLInputElement;
  await user.click(password);
  await user.keyboard("{CapsLock}a");
  await words("Caps Lock is on.");
  await user.keyboard("{CapsLock}a");
  await until(() => expect(screen.queryByText("Caps Lock is on.")).toBeNull());
});

test("the registration says what is missing at its fields, and ticks the password's rules while one types", async () => {
  await open("/register", strangers());
  await press("Create account");
  await until(() => expect(marked().length).toBeGreaterThan(2));
  expect((await field(/First name/)).getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryAllByLabelText("met")).toHaveLength(0);
  await fillRegistration();
  await until(() => expect(screen.getAllByLabelText("met")).toHaveLength(2));
  expect(service.calls("POST /auth/register/")).toEqual([]);
});

test.each([
  ["email", /E-mail/, "Somebody has this address."],
  ["password", /^Password \*?$/, "Everybody would guess it."],
])(
  "what the service has against %s stands at that field, and nothing is emptied",
  async (name, label, message) => {
    await open("/register", strangers());
    service.on("POST /auth/register/", problem(422, { errors: [{ field: name, code: "refused", message }] }));
    await fillRegistration();
    await press("Create account");
    const said = await words(message);
    const at = name === "email" ? await field(label) : (passwords()[0] as HTMLInputElement);
    expect(at.getAttribute("aria-invalid")).toBe("true");
    expect(at.getAttribute("aria-describedby")).toContain(said.id);
    expect(marked()).toHaveLength(1);
    expect((await field(/First name/)).value).toBe("Ada");
    expect(passwords().map(({ value }) => value)).toEqual(["password12", "password12"]);
    expect(screen.queryByRole("alert")).toBeNull();
  },
);

test("a link to the demo that was used says so and leads to the login", async () => {
  await open("/welcome?code=no", strangers(), () => service.on("POST /auth/demo/", problem(404)));
  await words("This link has been used or is older than 10 minutes.");
  expect((await link("Go to log in")).getAttribute("href")).toBe("/login");
});

test("a path that leads nowhere leads home", async () => {
  await open("/no/such/page", strangers());
  await heading("There is nothing here");
  expect((await link("Go to your chatbots")).getAttribute("href")).toBe("/");
});

test("after the logout nothing of the last person is shown, and the next one begins with their own", async () => {
  const house = emptyHouse();
  house.chatbots.push(aChatbot({ name: "Secret plans" }));
  const { address } = await open("/", house);
  await link("Secret plans");
  await press("Log out");
  await heading("Log in");
  house.chatbots = [];
  const shown: string[] = [];
  const watch = new MutationObserver(() => shown.push(document.body.textContent ?? ""));
  watch.observe(document.body, { childList: true, subtree: true });
  await follow("Create one");
  await heading("Create an account");
  await fillRegistration();
  await press("Create account");
  await heading("Make your first chatbot");
  watch.disconnect();
  expect(shown.filter((text) => text.includes("Secret plans"))).toEqual([]);
  expect(address()).toBe("/");
  await reads("Ada");
});
