"""The agreements that a team starts from; it makes them its own."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.markdown import render_markdown

DEFAULT_CHARTER = _(
    "How we work\n"
    "- We study how pupils learn. We do not judge who teaches.\n"
    "- The lesson is of all of us: what goes well and what does not is of the team.\n"
    "- First what pupils did and said, then what we think of it.\n"
    "- Who observes does not help pupils during the lesson.\n"
    "\n"
    "What stays inside\n"
    "- Notes, interviews and what we say in the discussion stay in the team.\n"
    "- We write no names of pupils, only letters and invented names.\n"
    "- We share insights outside the team only when we all agree.\n"
    "\n"
    "What is of all of us\n"
    "- Plan, insights and report are of the team. Each of us may use them in class.\n"
    "- Nothing of this counts in an appraisal.\n"
)


def charter_html(text: str) -> SafeString:
    """The agreements with their headings and lists: a line above a list is its heading."""
    lines = text.replace("\r\n", "\n").split("\n")
    made = []
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        is_heading = line.strip() and not line.startswith(("-", "#")) and follows.startswith("- ")
        made.append(f"### {line.strip()}\n" if is_heading else line)
    return render_markdown("\n".join(made), top_heading=3)
