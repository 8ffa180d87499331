"""The forms at the door, filled as a person fills them."""

import secrets

from tests.e2e.ui.visitor import Visitor
from tests.servers.stack import PASSWORD, Account


def fill_registration(visitor: Visitor) -> str:
    """Fill every needed field; answers the e-mail address, a new one."""
    page, email = visitor.page, f"visitor-{secrets.token_hex(6)}@example.com"
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Last name").fill("Reader")
    page.get_by_label("E-mail").fill(email)
    for field in page.locator("input[autocomplete=new-password]").all():
        field.fill(PASSWORD)
    return email


def fill_login(visitor: Visitor, account: Account) -> None:
    """Fill both fields and send them."""
    visitor.page.get_by_label("E-mail").fill(account.email)
    visitor.page.locator("input[autocomplete=current-password]").fill(account.password)
    visitor.button("Log in").click()
