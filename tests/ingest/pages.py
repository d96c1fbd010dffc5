"""Pages written for the tests: a flattened one, one in HTML, one clean text."""

from __future__ import annotations

NAVIGATION = """Daily Bench
  • Home
  • News
    • Politics
    • Health
    • Sports
  • Opinion
  • Video
  • Weather
Search
Sign in"""
PARAGRAPHS = tuple(
    """\
Engineered T cells cleared most ovarian tumors in mice, according to a team at a university \
hospital, and the animals lived longer than those that got no treatment at all.
The cells carry a receptor against macrophages that protect the tumors. They also release \
interleukin-12, which tells the immune system to attack, the researchers write in a journal.
“We had not expected that the tumors would shrink so quickly,” said the senior author of the \
study. “The macrophages simply changed sides and joined the attack on the tumors.”
Safety in people is not known. The team wants to begin a small trial in patients with ovarian \
cancer whose tumors have come back after two kinds of chemotherapy.""".split("\n")
)
BODY = "\n\n".join(PARAGRAPHS)
HEADLINE = "Engineered T cells turn tumor macrophages against ovarian cancer"
FOOT = """Related stories
  • Storm closes three schools in the north
  • Bakery opens again
  • Council votes on the new bridge
Share this
  • Facebook
  • Twitter
Privacy Policy
About Us
© 2024 Daily Bench. All rights reserved."""
FLATTENED = f"{NAVIGATION}\n\n{HEADLINE}\n\nBy Ada Grey\n12 March 2024 09:15\n\n{BODY}\n\n{FOOT}"
CLEAN = f"{HEADLINE}\n\n{BODY}"

HTML = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{HEADLINE} | Daily Bench</title>
<meta property="og:title" content="{HEADLINE}"><meta name="author" content="Ada Grey">
<meta property="og:site_name" content="Daily Bench">
<meta property="article:published_time" content="2024-03-12T09:15:00Z">
<style>p {{ color: red }}</style><script>var hidden = "script text";</script></head>
<body><header><a href="/">Daily Bench</a></header>
<nav><ul><li><a href="/n">News</a></li><li><a href="/h">Health</a></li></ul></nav>
<article><h1>{HEADLINE}</h1><p class="byline">By Ada Grey</p><time>12 March 2024</time>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>What comes next</h2>
<ul><li>A trial in patients with ovarian cancer</li><li>A second one in lung cancer</li></ul>
<table><tr><th>Group</th><th>Alive</th></tr><tr><td>Treated</td><td>9 of 10</td></tr></table>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></article>
<aside><h3>Related stories</h3><ul><li>Storm closes three schools</li></ul></aside>
<footer>© 2024 Daily Bench. All rights reserved.</footer></body></html>"""
