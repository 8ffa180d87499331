"""Wording: headings of handbooks, contracts and manuals, and columns of tables, as a person would ask."""

import pytest

from pipelines.evidence.question_wording import Wording

SAID = (
    "This is what the tenant and the landlord agree on: the notice period, annual leave, pay and termination of it, "
    "force majeure, berths and first aid. Ask Anna for the price list, or the harbour master at the pier. Fill in the "
    "order form with Python. "
)
ENGLISH = Wording(SAID)


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Who may borrow?", "Who may borrow?"),
        # Things of which there are several, or one, and all others.
        ("Opening hours", "What are the opening hours?"),
        ("PAYMENT TERMS", "What are the payment terms?"),
        ("Rights and Duties of the Tenant", "What are the rights and duties of the tenant?"),
        ("Notice period", "What is the notice period?"),
        ("Your rights", "What are my rights?"),
        ("Annual Leave", "What should I know about annual leave?"),
        ("Force Majeure", "What should I know about force majeure?"),
        ("Governing law", "What should I know about governing law?"),
        ("Price list", "What should I know about the price list?"),
        ("Transfer of ownership", "What should I know about the transfer of ownership?"),
        ("Our services", "What should I know about your services?"),
        ("Reporting a fault", "What should I know about reporting a fault?"),
        # Names.
        ("Anna Berg", "What should I know about Anna Berg?"),
        ("Python", "What should I know about Python?"),
        ("PAY", "What should I know about PAY?"),
        # Deeds, and nouns that look like them.
        ("How to borrow a book", "How do I borrow a book?"),
        ("What to bring", "What should I bring?"),
        ("Who gets a room", "Who gets a room?"),
        ("Report a fault", "How do I report a fault?"),
        ("Change your password", "How do I change my password?"),
        ("Contact us", "How do I contact you?"),
        ("Remove guests", "How do I remove guests?"),
        ("Change management", "What should I know about change management?"),
        ("Use of cars", "What should I know about the use of cars?"),
        # Clauses.
        ("Who may borrow", "Who may borrow?"),
        ("How invoices are paid", "How are invoices paid?"),
        ("When you must call", "When must I call?"),
        ("Which rooms there are", "Which rooms are there?"),
        ("If the alarm sounds", "What happens if the alarm sounds?"),
        ("In case of fire", "What happens in case of fire?"),
        # What is none of these is named.
        ("However", "What should I know about however?"),
        ("How it works", "What does “How it works” say?"),
        ("No smoking", "What does “No smoking” say?"),
        ("Members may bring guests", "What does “Members may bring guests” say?"),
        ("Install", "What does “Install” say?"),
        ("Version 2.1", "What does “Version 2.1” say?"),
        ("3D printers", "What does “3D printers” say?"),
    ],
)
def test_headings(heading: str, asked: str) -> None:
    """By what kind of words they are; small letters and articles as the document has them."""
    assert ENGLISH.of_heading(heading) == asked


@pytest.mark.parametrize(
    ("column", "key", "keys", "cell", "asked"),
    [
        ("Berths", "A", "Pier", "12", "How many berths does pier A have?"),
        ("No. of berths", "B", "Pier", "12", "How many berths does pier B have?"),
        ("Employees", "Acme", "Company", "1,200", "How many employees does Acme have?"),
        ("Opening hours", "Library", "Place", "9-17", "What are the opening hours of Library?"),
        ("Days", "Moving house", "Leave", "2", "How many days are there for Moving house?"),
        ("Loan period in days", "Drill", "Thing", "14", "What is the loan period in days of Drill?"),
        ("Price (EUR)", "Rye", "Flour", "9", "What is the price of Rye?"),
        ("unit_price", "Widget", "name", "3.5", "What is the unit price of Widget?"),
        ("Status", "Invoice 12", "Invoice", "paid", "What is the status of Invoice 12?"),
        ("Date of birth", "Anna Berg", "Name", "1980-02-01", "What is the date of birth for Anna Berg?"),
        ("VAT rate", "101", "Article no.", "7 %", "What is the VAT rate of article no. 101?"),
        ("Teacher", "French", "Course", "Anna Berg", "Who is the teacher of French?"),
        ("Contact person", "French", "Course", "a@b.example", "What is the contact person of French?"),
        ("Starts", "French", "Course", "Monday", "When does French start?"),
        ("Starts", "French", "Course", "later", "What is “Starts” for “French”?"),
        ("Units sold", "Rye", "Product", "120", "What is “Units sold” for “Rye”?"),
        ("Closed on", "Mill", "House", "Monday", "What is “Closed on” for “Mill”?"),
        ("Who gets it", "Pension", "Benefit", "all", "What is “Who gets it” for “Pension”?"),
        ("Owner", "Buy the hoist", "Task", "Dele", "Who is the owner of “Buy the hoist”?"),
    ],
)
def test_cells(column: str, key: str, *, keys: str, cell: str, asked: str) -> None:
    """By what the column counts or names, and what the row is called."""
    assert ENGLISH.of_cell(column, key, keys=keys, cell=cell) == asked


@pytest.mark.parametrize(
    ("text", "heading", "asked", "cell"),
    [
        ("Die Halle ist an jedem Tag offen und wird von uns beheizt.", "Öffnungszeiten",
         "Was steht unter „Öffnungszeiten“?", "Was steht unter „Preis“ bei „Roggen“?"),
        ("La salle est ouverte tous les jours et elle est à vous.", "Comment réserver une salle",
         "Comment réserver une salle ?", "Quelle est la valeur de « Preis » pour « Roggen » ?"),
        ("La sala está abierta todos los días y es para los socios.", "Horarios", "¿Qué dice «Horarios»?",
         "¿Cuál es «Preis» de «Roggen»?"),
        ("Name, price: Rye 9 Spelt 11 La Paz 4", "Opening hours", "What are the opening hours?",
         "What is the preis of Roggen?"),
    ],
)  # fmt: skip
def test_in_the_language_of_the_document(text: str, heading: str, *, asked: str, cell: str) -> None:
    """Lists of names and numbers have none: they are asked for in English."""
    assert Wording(text).of_heading(heading) == asked
    assert Wording(text).of_cell("Preis", "Roggen", keys="Mehl", cell="9") == cell
