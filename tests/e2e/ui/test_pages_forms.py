"""A form whose session ends while one types. Everything else about forms is tested in ``webapp/ui/src/pages``."""

from playwright.sync_api import expect

from tests.e2e.ui.forms import fill_login
from tests.e2e.ui.library import new_chatbot
from tests.e2e.ui.test_session import LIFE_S
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account


def test_a_session_that_ends_while_typing_keeps_the_form(visit: Visit, person: Account) -> None:
    """The token's time comes, the refresh is refused; the login leads back to the same words, and they can be saved."""
    path = f"/chatbots/{new_chatbot(person)}/settings"
    visitor = visit(person).expects()
    visitor.page.clock.install()
    page = visitor.open(path).page
    field = page.get_by_label("Instructions")
    field.fill("Answer like a libr")
    visitor.log_out_elsewhere()
    page.clock.fast_forward((LIFE_S - 30) * 1000)
    expect(page.get_by_text("Your session ended.")).to_be_visible()
    fill_login(visitor, person)
    expect(field).to_have_value("Answer like a libr")
    expect(page).to_have_url(f"{visitor.stack.url}{path}")
    visitor.button("Save changes").click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
