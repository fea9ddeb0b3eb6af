#!/usr/bin/env python3
"""Reads an iCalendar stream from standard input with the icalendar library and prints its events.

    broadcaster calendar --year 2027 --format ics | python3 Tests/Oracles/icalendar_read.py

One event a line: first day, day after the last, summary with \\\\ and \\n for backslash and line break. Needs icalendar:
`apt install python3-icalendar` or `pip install icalendar`.
"""

import sys

try:
    from icalendar import Calendar
except ImportError:
    sys.exit("icalendar is missing: apt install python3-icalendar, or pip install icalendar")

calendar = Calendar.from_ical(sys.stdin.buffer.read())
uids = set()
for event in calendar.walk("VEVENT"):
    if getattr(event, "errors", None):
        sys.exit("errors in %s: %s" % (event.get("UID"), event.errors))
    if event["UID"] in uids or "DTSTAMP" not in event:
        sys.exit("UID used twice or DTSTAMP missing: %s" % event["UID"])
    uids.add(event["UID"])
    summary = str(event.get("SUMMARY", "")).replace("\\", "\\\\").replace("\n", "\\n")
    start = event.decoded("DTSTART")
    # RFC 5545 section 3.6.1: where there is a DTEND, it is later.
    end = event.decoded("DTEND", start)
    if "DTEND" in event and end <= start:
        sys.exit("DTEND is not after DTSTART: %s" % event["UID"])
    print(start, end, summary, sep="\t")
