"""Forms keep what was typed, and say beside each field what is wrong with it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.forms import fill_login, fill_registration
from tests.e2e.ui.library import Library, new_chatbot, new_source
from tests.e2e.ui.test_session import LIFE_S
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account


def test_settings_are_not_left_with_something_unsaved(visit: Visit, person: Account) -> None:
    """The way out is asked about; staying keeps every letter, leaving drops them, saving asks nothing any more."""
    chatbot = new_chatbot(person)
    visitor = visit(person).open(f"/chatbots/{chatbot}/settings")
    page = visitor.page
    description = page.get_by_label("Description")
    description.fill("Not yet saved")
    visitor.link("Search", exact=True).click()
    question = page.get_by_role("dialog", name="Leave without saving?")
    expect(question.get_by_role("button", name="Stay here")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    expect(page).to_have_url(re.compile("/settings$"))
    expect(description).to_have_value("Not yet saved")
    visitor.button("Save changes").click()
    expect(page.get_by_text("There are changes that are not saved.")).to_have_count(0)
    description.fill("Dropped")
    visitor.link("Search", exact=True).click()
    question.get_by_role("button", name="Leave without saving").click()
    expect(page).to_have_url(re.compile("/search$"))
    visitor.link("Settings", exact=True).click()
    expect(description).to_have_value("Not yet saved")
    visitor.link("Search", exact=True).click()
    expect(page).to_have_url(re.compile("/search$"))


@pytest.mark.parametrize("form", ["create", "edit", "settings", "source", "schedule"])
def test_a_session_that_ends_while_typing_keeps_the_form(visit: Visit, person: Account, form: str) -> None:
    """The login leads back to the same form with the same words in it, and they can be saved."""
    source = new_source(person, chatbot := new_chatbot(person))
    path, label, words, save = {
        "create": ("/?dialog=create", "Name", "A new one", "Create"),
        "edit": (f"/?dialog=edit&chatbot={chatbot}", "Description", "Half a sentence", "Save"),
        "settings": (f"/chatbots/{chatbot}/settings", "Instructions", "Answer like a libr", "Save changes"),
        "source": (f"/chatbots/{chatbot}/sources?dialog=add", "Name", "Price lists", "Add"),
        "schedule": (f"/chatbots/{chatbot}/sources?source={source}&dialog=schedule", "Time", "07:45", "Save schedule"),
    }[form]
    visitor = visit(person).expects()
    visitor.page.clock.install()
    page = visitor.open(path).page
    field = field_of(page, label)
    field.fill(words)
    end_session(visitor)
    fill_login(visitor, person)
    expect(field).to_have_value(words)
    expect(page).to_have_url(f"{visitor.stack.url}{path}")
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.get_by_text(re.compile(r"Saved\.|was created|was added|was saved")).first).to_be_visible()


def field_of(page: Page, label: str) -> Locator:
    """A field by its label, which may end in the star of a needed one."""
    return page.get_by_role("textbox", name=label).or_(page.locator("input[type=time]")).first


def end_session(visitor: Visitor) -> None:
    """The token's time comes, and the refresh is refused: elsewhere the login was ended."""
    page = visitor.page
    visitor.log_out_elsewhere()
    page.clock.fast_forward((LIFE_S - 30) * 1000)
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page.get_by_text("Your session ended.")).to_be_visible()


def test_another_person_does_not_find_the_form(visit: Visit, person: Account, library: Library) -> None:
    """Who logs in next at the same browser sees nothing of what was typed before."""
    visitor = visit(person).expects()
    visitor.page.clock.install()
    page = visitor.open("/?dialog=create").page
    field_of(page, "Name").fill("Secret plans")
    end_session(visitor)
    fill_login(visitor, library.account)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(field_of(page, "Name")).to_have_value("")


def test_the_login_says_what_is_wrong_and_where(visit: Visit, library: Library) -> None:
    """Empty fields at the fields; a wrong password above them, with the address kept and the password shown on wish."""
    visitor = visit().expects()
    page = visitor.open("/login").page
    visitor.button("Log in").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)
    expect(page.get_by_text("Please fill this in.")).to_have_count(2)
    email, password = page.get_by_label("E-mail"), page.locator("input[autocomplete=current-password]")
    email.fill(library.account.email)
    password.fill("not the password")
    visitor.button("Show password").click()
    expect(password).to_have_attribute("type", "text")
    visitor.button("Hide password").click()
    expect(password).to_have_attribute("type", "password")
    visitor.button("Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(email).to_have_value(library.account.email)
    expect(password).to_have_value("not the password")


def test_caps_lock_is_said_while_typing_a_password(visit: Visit) -> None:
    """With the lock on there is a word about it below the field, gone when it is off; on both pages."""
    page = visit().open("/login").page
    for path in ("/login", "/register"):
        page.goto(page.url.replace("/login", path))
        password = page.locator("input[type=password]").first
        for on in (True, False):
            password.evaluate(
                """(field, on) => field.dispatchEvent(
                  new KeyboardEvent('keydown', {key: 'A', modifierCapsLock: on, bubbles: true}))""",
                on,
            )
            expect(page.get_by_text("Caps Lock is on.")).to_have_count(1 if on else 0)


def test_the_registration_says_what_is_wrong_and_where(visit: Visit, library: Library) -> None:
    """Rules are ticked while typing; an address that is taken is said at its field, and the rest is kept."""
    visitor = visit().expects()
    page = visitor.open("/register").page
    visitor.button("Create account").click()
    expect(page.get_by_label("First name")).to_have_attribute("aria-invalid", "true")
    met = page.get_by_role("listitem").filter(has=page.get_by_label("met"))
    expect(met).to_have_count(0)
    fill_registration(visitor)
    expect(met).to_have_count(2)
    page.get_by_label("E-mail").fill(library.account.email)
    visitor.button("Create account").click()
    address = page.get_by_label("E-mail")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"[id='{address.get_attribute('aria-describedby')}']")).not_to_be_empty()
    expect(page.get_by_label("First name")).to_have_value("Ada")
    expect(page.locator("input[autocomplete=new-password]").first).not_to_have_value("")
