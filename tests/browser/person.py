"""Somebody at a browser."""

from pathlib import Path

from playwright.sync_api import Download, Page, expect

from tests.server.house import PASSWORD


class Person:
    """What a person does in a window, told once."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def goes(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"

    def enters(self, login: str, password: str = PASSWORD) -> None:
        self.goes("/login")
        self.page.fill("#login", login)
        self.page.fill("#password", password)
        self.page.click("main button")

    def enters_first(self, login: str, password: str, new: str) -> None:
        """Log in with a password that serves once, and choose one's own."""
        self.enters(login, password)
        expect(self.page).to_have_url(f"{self.url}/password")
        for field, text in {"old": password, "new": new, "again": new}.items():
            self.page.fill(f"#{field}", text)
        self.page.click("main button")
        expect(self.page).not_to_have_url(f"{self.url}/password")

    def fills(self, form: str, **fields: str) -> None:
        """Fill in a form, named by where it is sent, and send it."""
        there = self.page.locator(f'main form[method="post"][action="{form}"]')
        for field, text in fields.items():
            one = there.locator(f"[name={field}]")
            if one.evaluate("one => one.tagName") == "SELECT":
                one.select_option(text)
            else:
                one.fill(text)
        there.locator("button").last.click()

    def takes(self, link: str) -> Path:
        """Click on a link that is a file, and return where it was put."""
        with self.page.expect_download() as coming:
            self.page.click(link)
        taken: Download = coming.value
        return Path(taken.path())

    def prints(self, link: str) -> bytes:
        """Return the paper that a link opens: as the browser fetches it, for its viewer hands nothing over."""
        path = self.page.locator(link).get_attribute("href")
        answer = self.page.context.request.get(f"{self.url}{path}")
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()
