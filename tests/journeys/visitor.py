"""Somebody at the site, and what must be true of every page they see."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as NotSeenInTime

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]

HEIGHT = 800
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK, NARROWEST = 390, 1280, 320
EVERY_WIDTH = (NARROWEST, DESK)
"""Where a page either fits or shows that it does not; journeys are walked at a phone's width or a desk's."""

# What is sound on a page is most of what axe would send, and it takes longer to send than to find.
_LOOK_AT_PAGE = """async tags => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return found.violations;
}"""

LONGEST_WHOLE_WORD = 20
"""What is longer, as an e-mail address, may be broken where it does not fit."""
_BROKEN_WORDS = """longest => {
  const isForEarsAlone = part => part && (part.offsetWidth === 1 || isForEarsAlone(part.parentElement));
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (isForEarsAlone(text.parentElement)) continue;
    for (const word of text.data.matchAll(/[^\\s-]+/gu)) {
      if (word[0].length > longest) continue;
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter(part => part.width).map(part => Math.round(part.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
_TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"


class Visitor:
    """
    A window on the site. `page` is Playwright's own, for whatever a journey does with its hands.

    It is as wide as the first of its widths; each page is looked at in all of them.
    """

    def __init__(self, page: Any, *, widths: Sequence[int], axe: str, pictures: Path | None, script: bool) -> None:
        self.page = page
        self._widths = widths
        self._axe = axe
        self._pictures = pictures
        self._script = script
        self.complaints: list[str] = []
        # A busy machine is slow, and that is no fault of a page: how fast it is, the bench measures.
        page.set_default_timeout(10_000)
        page.set_default_navigation_timeout(30_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        # A page that answers "not found" is a complaint of the browser's, not of the page.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def goes_to(self, address: str) -> "Visitor":
        self.page.goto(address)
        return self

    def fills(self, answers: dict[str, str]) -> "Visitor":
        """Fill in inputs by their labels, as a person finds them."""
        for label, answer in answers.items():
            self.page.get_by_label(label, exact=True).fill(answer)
        return self

    def presses(self, words: str) -> "Visitor":
        self.page.get_by_role("button", name=words, exact=True).click()
        return self

    def follows(self, words: str) -> "Visitor":
        self.page.get_by_role("link", name=words).first.click()
        return self

    def sees(self, heading: str) -> "Visitor":
        """Wait for the page with this main heading, and fail where another comes."""
        try:
            self.page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
        except NotSeenInTime as error:
            raise AssertionError(
                f"Wanted {heading!r}; the page says {self.page.locator('body').inner_text()[:400]!r}"
            ) from error
        return self

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def takes_picture(self, name: str) -> "Visitor":
        """Keep the whole page as a picture, named with its width, where pictures are asked for."""
        if self._pictures is not None:
            for width in self._each_width():
                self.page.screenshot(path=str(self._pictures / f"{name}-{width}.png"), full_page=True)
        return self

    def finds_no_fault(self) -> "Visitor":
        """Fail where axe, the console, a dead script, a sideways scroll, a broken word or no heading shows a fault."""
        # A click that leads to another page returns before that page is read to its end.
        self.page.wait_for_load_state()
        assert not self.complaints, "\n".join(self.complaints)
        assert self.page.locator("h1").count() == 1, "A page has one main heading."
        if self._script:
            body = self.page.locator("body").get_attribute("class") or ""
            assert "govuk-frontend-supported" in body, "The script did not start: look at the nonce."
            self.page.evaluate(self._axe)
            for width in self._each_width():
                self._fits(f"{self.page.url} at {width} pixels")
        return self

    def _each_width(self) -> Iterator[int]:
        """Make the window as wide as each of its widths in turn, and as it was in the end."""
        for width in self._widths:
            self._is_as_wide_as(width)
            yield width
        self._is_as_wide_as(self._widths[0])

    def _is_as_wide_as(self, width: int) -> None:
        if self.page.viewport_size["width"] != width:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            # A style sheet answers to the new width only when the page is next drawn.
            self.page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    def _fits(self, where: str) -> None:
        violations = self._violations()
        assert not violations, f"{where}\n" + "\n".join(violations)
        assert self.sideways() <= 0, f"{where} scrolls sideways by {self.sideways()} pixels."
        broken = self.page.evaluate(_BROKEN_WORDS, LONGEST_WHOLE_WORD)
        assert not broken, f"{where} has no room for {broken[:5]}"

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def spaces_text_out(self) -> "Visitor":
        """Space the text as WCAG 1.4.12 asks for, by a style sheet of the reader's own."""
        self.page.evaluate(
            "text => { const own = new CSSStyleSheet(); own.replaceSync(text); document.adoptedStyleSheets = [own]; }",
            _TEXT_SPACING,
        )
        return self

    def enlarges_text(self) -> "Visitor":
        """Make all text twice as large, as WCAG 1.4.4 asks for, by the reader's own setting."""
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        return self

    def tabs_to(self, words: str, *, within: int = 60) -> "Visitor":
        """Reach something by the Tab key alone; each stop must show where it is."""
        for _ in range(within):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(
                "(() => { const e = document.activeElement; const s = getComputedStyle(e); return {"
                "text: (e.innerText || e.value || e.getAttribute('aria-label') || '').trim(), tag: e.tagName,"
                "shown: s.outlineStyle !== 'none' || s.boxShadow !== 'none'}; })()"
            )
            if here["tag"] != "BODY":
                assert here["shown"], f"No sign of where the keyboard is: {here['text']!r}"
            if here["text"].startswith(words):
                return self
        raise AssertionError(f"{words!r} was not reached in {within} presses of Tab.")

    def _violations(self) -> list[str]:
        found = self.page.evaluate(_LOOK_AT_PAGE, TAGS)
        return [
            f"{one['id']} ({one['impact']}): {one['help']}: {[node['target'] for node in one['nodes'][:3]]}"
            for one in found
        ]
