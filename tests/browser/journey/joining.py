"""A newcomer proves an address and asks to be put on the roll; an organiser approves."""

from tests.browser.journey.cast import NEWCOMER, ORGANISER, Story


def a_newcomer_registers(story: Story) -> None:
    newcomer = story.visitor()
    newcomer.go("/register")
    newcomer.press("Prove my address")
    newcomer.type_code(NEWCOMER)
    newcomer.fill("Your name", "Nova Newcomer")
    newcomer.press("Check my answers", 422)
    newcomer.sees("Write the name of your local party.", "Choose your nation or region.")
    newcomer.fill("Your local party", "Anyborough")
    newcomer.page.get_by_label("Your nation or region").select_option("Wales")
    newcomer.page.get_by_role("checkbox").check()
    newcomer.press("Check my answers")
    newcomer.sees("Nova Newcomer", NEWCOMER, "Wales")
    newcomer.press("Send my registration")
    newcomer.go("/roll/me")
    newcomer.sees("You are not on the roll yet")


def an_organiser_approves(story: Story) -> None:
    organiser = story.visitor(ORGANISER)
    organiser.go("/organise")
    organiser.press("Registrations to vet")
    organiser.press("Nova Newcomer")
    organiser.sees(NEWCOMER, "Nobody with this address or a similar name")
    organiser.press("Approve Nova Newcomer")
    assert "Your membership number is" in story.site.letter_to(NEWCOMER)
    newcomer = story.visitor(NEWCOMER)
    newcomer.go("/roll/me")
    newcomer.sees("You are on the roll")
