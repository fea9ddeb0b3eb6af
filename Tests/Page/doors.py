#!/usr/bin/python3
"""Every route by every role, and what strangers try.

    doors.py HOST PORT TABLE ROLE=NAME:PASSWORD ...

TABLE is docs/PAGE.vi.md. Prints what did not hold, and ends with exit code 1 if anything did not.
"""
import http.client
import re
import socket
import sys
import threading
import time
import urllib.parse

HOST, PORT, TABLE = sys.argv[1], int(sys.argv[2]), sys.argv[3]
PEOPLE = dict(person.split("=", 1) for person in sys.argv[4:])
FORM = "application/x-www-form-urlencoded"
bad = []


def check(holds, what):
    if not holds:
        bad.append(what)
        print("FAILED", what, flush=True)


def ask(method, path, cookie=None, form=None, headers=None, read=True):
    connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
    sent = dict(headers or {})
    if cookie:
        sent["Cookie"] = cookie
    body = None
    if method == "POST":
        body = urllib.parse.urlencode(form or {}) if not isinstance(form, (bytes, str)) else form
        sent.setdefault("Content-Type", FORM)
    connection.request(method, path, body, sent)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace") if read else ""
    connection.close()
    return answer, text


def log_in(name, password, cookie=None):
    answer, _ = ask("POST", "/dang-nhap", cookie, {"name": name, "password": password})
    return answer, (answer.getheader("Set-Cookie") or "").split(";")[0]


def key(cookie):
    _, text = ask("GET", "/tai-khoan", cookie)
    return re.search(r'name="key" value="([0-9a-f]{32})"', text).group(1)


def table():
    roles = ["bien-tap", "duyet", "van-hanh", "quan-tri", "giam-sat"]
    for line in open(TABLE, encoding="utf-8"):
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            method, path = cells[0].strip("`").split(" ")
            yield method, path, {role: cell == "có" for role, cell in zip(roles, cells[1:])}


def main():
    rows = list(table())
    check(len(rows) >= 25, "the table has every route")
    sessions = {}
    for role, person in PEOPLE.items():
        name, password = person.split(":", 1)
        answer, cookie = log_in(name, password)
        check(answer.status == 303 and cookie, f"{role} logs in: {answer.status}")
        sessions[role] = (cookie, key(cookie))
    for role, (cookie, secret) in sessions.items():
        for method, path, allowed in rows:
            answer, _ = ask(method, path, cookie, {"key": secret}, read=path != "/su-kien")
            check((answer.status != 403) == allowed[role], f"{role} {method} {path}: {answer.status}")
            check(answer.status < 500, f"{role} {method} {path}: {answer.status}")
    # Whoever has not logged in.
    for method, path, _ in rows:
        answer, text = ask(method, path, None, {})
        inside = answer.status in (303, 401) and "Bảng điều khiển" not in text.replace("Về bảng điều khiển", "")
        check(inside, f"stranger {method} {path}: {answer.status}")

    cookie, secret = sessions["van-hanh"]
    for name, form, headers in [
        ("no key", {}, {}), ("another's key", {"key": sessions["duyet"][1]}, {}),
        ("another site", {"key": secret}, {"Origin": "https://xau.example"}),
        ("another site, as the browser says", {"key": secret}, {"Sec-Fetch-Site": "cross-site"}),
    ]:
        answer, _ = ask("POST", "/dung", cookie, form, headers)
        check(answer.status == 403, f"STOP with {name}: {answer.status}")
    answer, _ = ask("POST", "/dung", cookie, "x=" + "a" * 300_000)
    check(answer.status == 413, f"an oversize form: {answer.status}")
    answer, _ = ask("POST", "/dung", cookie, "{}", {"Content-Type": "application/json"})
    check(answer.status == 415, f"another type: {answer.status}")
    answer, _ = ask("POST", "/dung", cookie, b"key=%ff%fe\x00")
    check(answer.status in (400, 403), f"no form at all: {answer.status}")

    # A body that never ends is given up; others are answered meanwhile.
    answers = []

    def slow():
        with socket.create_connection((HOST, PORT), timeout=60) as line:
            head = f"POST /dung HTTP/1.1\r\nHost: {HOST}:{PORT}\r\nCookie: {cookie}\r\nContent-Type: {FORM}\r\n"
            line.sendall((head + "Content-Length: 100\r\n\r\nkey=").encode())
            answers.append(line.recv(100))

    threads = [threading.Thread(target=slow) for _ in range(20)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    answer, _ = ask("GET", "/", cookie)
    check(answer.status == 200 and time.monotonic() - began < 10, "a page beside slow bodies")
    for thread in threads:
        thread.join()
    check(all(b" 408 " in text for text in answers) and len(answers) == 20, f"slow bodies: {answers[:1]}")

    for path in [
        "/tinh/../../../../etc/passwd", "/tinh/..%2f..%2f..%2fetc%2fpasswd", "/tinh/%2e%2e/trang.css",
        "/am-thanh/..%2f..%2fstation.sqlite", "/am-thanh/" + "a" * 63 + "%00", "/ban-tin/..%2f..%2fetc",
    ]:
        answer, text = ask("GET", path, cookie)
        check(answer.status in (400, 404) and "root:" not in text, f"{path}: {answer.status}")
    _, text = ask("GET", "/?xong=%3Cscript%3Ealert(1)%3C/script%3E", cookie)
    check("alert(1)" not in text, "a word from the address is on the page")
    editor, editors = sessions["bien-tap"]
    planted = "\"\u0301 onfocus=alert(1) autofocus x=\"\u0301<\u0301img src=x>"
    _, text = ask("POST", "/soan", editor, {"key": editors, "title": planted, "text": ""})
    check("<\u0301img" not in text and '"\u0301 onfocus' not in text, "a mark with an accent ends an attribute")

    # A token that somebody planted is not the one after logging in; the old one is worth nothing.
    name, password = PEOPLE["giam-sat"].split(":", 1)
    planted = "phien=" + "0" * 64
    answer, cookie = log_in(name, password, planted)
    check(cookie and cookie != planted, "a planted session")
    answer, _ = ask("GET", "/", planted)
    check(answer.status == 303, f"a planted session is taken: {answer.status}")
    secret = key(cookie)
    ask("POST", "/dang-xuat", cookie, {"key": secret})
    answer, _ = ask("GET", "/", cookie)
    check(answer.status == 303, f"a session after logging out: {answer.status}")

    answer, _ = ask("GET", "/dang-nhap")
    for header, value in {
        "Content-Security-Policy": "script-src 'self'", "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY", "Cache-Control": "no-store",
    }.items():
        check(value in (answer.getheader(header) or ""), f"header {header}")
    check("unsafe" not in answer.getheader("Content-Security-Policy"), "the policy allows unsafe scripts")
    answer, _ = log_in(*PEOPLE["van-hanh"].split(":", 1))
    flags = answer.getheader("Set-Cookie")
    check("HttpOnly" in flags and "SameSite=Strict" in flags, f"cookie {flags}")

    # Guessing at a name from outside does not keep its owner, who is logged in, from an emergency.
    cookie, secret = sessions["van-hanh"]
    name, password = PEOPLE["van-hanh"].split(":", 1)
    for _ in range(8):
        answer, _ = log_in(name, "đoán mò thôi mà")
    check(answer.status == 429, f"guessing is not slowed down: {answer.status}")
    answer, text = ask("POST", "/khan-cap", cookie, {
        "key": secret, "template": "lu", "word": "KHẨN CẤP", "password": password, "zone": "thon-1"})
    check(answer.status == 303, f"an emergency while somebody guesses: {answer.status} {text[-600:]}")
    ask("POST", "/dung", cookie, {"key": secret})
    print(f"{len(rows)} routes, {len(PEOPLE)} roles, {len(bad)} failures")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
