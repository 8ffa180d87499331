import { expect, test } from "vitest";
import { isOutside } from "./addresses";
import { needed } from "./pages";

test("each address names the chunks of its page, the frame first", () => {
  expect(needed("/")).toEqual(["shell", "dashboard"]);
  expect(needed("/system")).toEqual(["shell", "system"]);
  expect(needed("/login")).toEqual(["login"]);
  expect(needed("/chatbots/1")).toEqual(["shell", "chatbot", "chat"]);
  expect(needed("/chatbots/1/chat/2")).toEqual(["shell", "chatbot", "chat"]);
  expect(needed("/chatbots/1/sources")).toEqual(["shell", "chatbot", "sources"]);
});

test("strangers may see the login, the registration and the demo's door only", () => {
  expect(["/login", "/register", "/welcome", "/", "/loginx"].map(isOutside)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
