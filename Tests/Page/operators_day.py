#!/usr/bin/python3
"""The operator's page in a real Chromium: first run, write, approve, air, emergency, stop, sessions.

    operators_day.py URL SECRET SCREENSHOTS

Prints a line for each step; the first that fails ends it with exit code 1. Every page is kept as a picture in two sizes.
"""
import os
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

URL, SECRET, PICTURES = sys.argv[1:4]
ADMIN, EDITOR, APPROVER, OPERATOR = "quan-tri", "bien-tap", "pho-chu-tich", "van-hanh"
PASSWORD = {
    ADMIN: "trời xanh mây trắng", EDITOR: "đồng lúa thơm ngát", APPROVER: "sông quê nước chảy",
    OPERATOR: "gà gáy sáng rồi",
}
TEXT = "Ngày 5/12, UBND xã họp tại Nhà văn hóa thôn Một. <script>alert(1)</script>"


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=vi"]:
        options.add_argument(argument)
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.set_window_size(1366, 768)
    driver.set_page_load_timeout(60)
    return driver


class Person:
    """Someone at a browser of their own."""

    def __init__(self):
        self.driver = browser()
        self.actions = 0

    def at(self, css):
        return WebDriverWait(self.driver, 40).until(lambda d: d.find_element(By.CSS_SELECTOR, css))

    def go(self, path):
        self.driver.get(URL + path)

    def type(self, name, text, form=""):
        field = self.at(f"{form} [name='{name}']")
        field.clear()
        field.send_keys(text)
        self.actions += 1

    def press(self, css):
        old = self.driver.find_element(By.TAG_NAME, "html")
        button = self.at(css)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
        button.click()
        self.actions += 1
        WebDriverWait(self.driver, 60).until(lambda d: d.find_element(By.TAG_NAME, "html") != old)

    def tick(self, css):
        box = self.at(css)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", box)
        box.click()
        self.actions += 1

    def shows(self, words, seconds=40):
        assert "nil" not in self.driver.find_element(By.TAG_NAME, "body").text.split(), "a value that is not there"
        try:
            WebDriverWait(self.driver, seconds).until(lambda d: words in d.find_element(By.TAG_NAME, "body").text)
        except Exception:
            body = self.driver.find_element(By.TAG_NAME, "body").text
            raise AssertionError(f"page without «{words}» at {self.driver.current_url}:\n{body}") from None

    def picture(self, name):
        for size, (width, height) in {"wide": (1366, 768), "phone": (390, 844)}.items():
            self.driver.set_window_size(width, height)
            # The whole page, and nothing beside it: no page is wider than a phone.
            over = self.driver.execute_script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 1, f"{name} is {over} px wider than {width}"
            self.driver.save_screenshot(os.path.join(PICTURES, f"{name}-{size}.png"))
        self.driver.set_window_size(1366, 768)

    def log_in(self, name, password=None):
        self.driver.delete_all_cookies()
        self.go("/dang-nhap")
        self.type("name", name)
        self.type("password", password or PASSWORD[name])
        self.press("main button")

    def set_password(self, name, secret):
        self.log_in(name, secret)
        self.shows("chỉ dùng một lần")
        form = "form[action='/tai-khoan/mat-khau']"
        self.type("old", secret, form)
        self.type("password", PASSWORD[name], form)
        self.type("again", PASSWORD[name], form)
        self.press(form + " button")
        self.shows("Đã đổi mật khẩu")


def step(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def main():
    os.makedirs(PICTURES, exist_ok=True)
    admin, editor, approver, operator = Person(), Person(), Person(), Person()
    people = [admin, editor, approver, operator]
    try:
        step("first run")
        admin.go("/")
        admin.shows("Mã lần đầu")
        for secret in ["sai-sai-sai", SECRET]:
            admin.type("secret", secret)
            admin.type("name", ADMIN)
            admin.type("title", "Quản trị hệ thống")
            admin.type("password", PASSWORD[ADMIN])
            admin.type("again", PASSWORD[ADMIN])
            if secret != SECRET:
                admin.picture("lan-dau")
            admin.press("main button")
            if secret != SECRET:
                admin.shows("Mã lần đầu không đúng")
        admin.shows("Bảng điều khiển")

        step("accounts")
        for person, name, role in [(editor, EDITOR, "bien-tap"), (approver, APPROVER, "duyet"), (operator, OPERATOR, "van-hanh")]:
            admin.go("/tai-khoan")
            form = "form[action='/tai-khoan/them']"
            admin.type("name", name, form)
            admin.type("title", f"Người {name}", form)
            admin.tick(f"#r-{role}")
            admin.press(form + " button")
            admin.shows("dùng một lần")
            secret = admin.at(".alert-info strong").text.split(": ")[1]
            person.set_password(name, secret)
        admin.go("/tai-khoan")
        admin.picture("tai-khoan")

        step("write")
        editor.log_in(EDITOR, "sai mật khẩu rồi")
        editor.shows("Sai tên hoặc mật khẩu")
        editor.picture("dang-nhap")
        editor.log_in(EDITOR)
        editor.go("/soan")
        editor.type("title", 'Họp thôn "Một" <b>')
        editor.type("text", TEXT)
        editor.shows("năm tháng mười hai")
        editor.shows("Ủy ban nhân dân")
        editor.picture("soan")
        editor.press("main button[name=submit]")
        editor.shows("Đã trình duyệt")
        page = editor.driver.current_url.split("?")[0][len(URL):]
        assert page == "/ban-tin/hop-thon-mot-b", page
        editor.shows("<script>alert(1)</script>")
        assert not editor.driver.find_elements(By.CSS_SELECTOR, "form[action$='/duyet']"), "an editor does not approve"

        step("two editors")
        second = Person()
        people.append(second)
        second.log_in(EDITOR)
        for person in (editor, second):
            person.go("/soan/hop-thon-mot-b")
        editor.type("text", TEXT.split(" <")[0])
        editor.press("main button[name=submit]")
        editor.shows("Đã trình duyệt")
        second.type("title", "Của tôi")
        second.press("main button[name=submit]")
        second.shows("phiên bản 2")
        assert second.at("#title").get_attribute("value") == "Của tôi", "what was typed is kept"

        step("approve")
        approver.log_in(APPROVER)
        approver.go("/")
        approver.shows("Chờ duyệt")
        approver.picture("bang-dieu-khien-duyet")
        approver.press(f"a[href='{page}']")
        approver.shows("Đọc là:")
        sounds = approver.driver.find_elements(By.TAG_NAME, "audio")
        assert sounds, "nothing to listen to"
        length = approver.driver.execute_async_script(
            "const [sound, done] = arguments; sound.preload = 'auto'; sound.onerror = () => done(-1);"
            "sound.onloadedmetadata = () => done(sound.duration); sound.load()", sounds[0])
        assert length > 2, f"the browser hears {length} s"
        approver.picture("duyet")
        approver.press("form[action$='/duyet'] button")
        approver.shows("Đã duyệt")

        step("air")
        operator.actions = 0
        operator.log_in(OPERATOR)
        operator.press("a[href='/phat']")
        operator.press(f"a[href='/phat/hop-thon-mot-b']")
        operator.picture("phat")
        operator.press("main button.btn-xl")
        print(f"actions from the login page to the first broadcast: {operator.actions}")
        assert operator.actions <= 8
        operator.shows("ĐANG CÓ TIẾNG")
        operator.shows("Họp thôn")
        operator.picture("bang-dieu-khien")
        operator.shows("đã phát đủ", 60)

        step("emergency")
        operator.go("/khan-cap")
        operator.tick("#t-lu")
        operator.tick("#endless")
        operator.type("word", "khẩn")
        operator.type("password", PASSWORD[OPERATOR])
        operator.press("main button")
        operator.shows("phải gõ đúng")
        operator.picture("khan-cap")
        operator.type("word", "KHẨN CẤP")
        operator.type("password", "không phải mật khẩu")
        operator.press("main button")
        operator.shows("Sai tên hoặc mật khẩu")
        operator.type("word", "KHẨN CẤP")
        operator.type("password", PASSWORD[OPERATOR])
        operator.press("main button")
        operator.shows("ĐANG PHÁT KHẨN CẤP")
        operator.shows("ĐANG CÓ TIẾNG")

        step("stop, by the keyboard alone")
        operator.go("/dung")
        operator.picture("dung")
        before = operator.driver.find_element(By.TAG_NAME, "html")
        operator.driver.switch_to.active_element.send_keys("\n")
        WebDriverWait(operator.driver, 60).until(lambda d: d.find_element(By.TAG_NAME, "html") != before)
        operator.shows("ĐÃ DỪNG PHÁT")
        operator.shows("không có tiếng")

        step("the emergency reviewed by another")
        approver.go("/")
        approver.type("note", "Đúng quy trình")
        approver.press("form[action^='/hau-kiem/'] button")
        approver.shows("Đã ghi nhận hậu kiểm")

        step("a session revoked")
        editor.go("/tai-khoan")
        editor.press("form[action^='/tai-khoan/phien/'] button")
        editor.shows("Đã kết thúc phiên")
        second.go("/ban-tin")
        second.shows("Đăng nhập")

        step("the page without script")
        operator.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        operator.go("/")
        operator.shows("Bảng điều khiển")
        operator.go("/ban-tin")
        operator.shows("đã duyệt")
        operator.picture("ban-tin")
        for person in people:
            for entry in person.driver.get_log("browser"):
                # Passwords that were wrong on purpose, and the second editor.
                assert "status of 4" in entry["message"], entry["message"]
        step("done")
    except BaseException:
        for index, person in enumerate(people):
            person.driver.save_screenshot(os.path.join(PICTURES, f"failed-{index}.png"))
        raise
    finally:
        for person in people:
            person.driver.quit()


if __name__ == "__main__":
    main()
