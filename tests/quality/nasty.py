"""What nobody types by mistake."""

NASTY = [
    "", " ", "0", "-1", "NaN", "Infinity", "1e309", str(10**30), "0001-01-01", "9999-12-31", "0000-00-00", "24:61",
    "\u202eomgekeerd", "a\u200bb\u200d", "\ud800", "💥" * 300, "<script>alert(1)</script>", "{{ 7*7 }}",
    "%s%n", "'; DROP TABLE members_member; --", "=1+1", "\r\nBcc: iedereen@example.org", "../../etc/passwd",
    "null", "[]", "ﷺ" * 2000, "https://[", "a@" + "b" * 300 + ".nl",
]  # fmt: skip
