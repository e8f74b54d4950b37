#!/usr/bin/env python3
"""A person at a headless Chromium, driven over WebDriver: `browser.py ADDRESS`, as a program starts the system's browser.

What the person does stands in a file of JSON that E2E_BROWSER names, with the keys

  driver    address of a running chromedriver
  does      sign-in: signs in on the page; cancel: presses Cancel; code: signs in on the page for codes, with "code"
  account, password
  seen      where to write what the browser showed at the end: address, title, text, status
  intruder  true: another local program sends a made-up answer to the redirect's port first; "seen" tells what it got
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Nothing here goes through a proxy.
HTTP = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Browser:
    def __init__(self, driver):
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
                     "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        wanted = {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}
        self.session = driver + "/session"
        self.session += "/" + self.call("POST", "", {"capabilities": wanted})["sessionId"]

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.session + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
        with HTTP.open(request, timeout=30) as answer:
            return json.load(answer)["value"]

    def open(self, address):
        self.call("POST", "/url", {"url": address})

    def find(self, selector):
        found = self.call("POST", "/element", {"using": "css selector", "value": selector})
        return "/element/" + found[ELEMENT]

    def type(self, selector, text):
        field = self.find(selector)
        self.call("POST", field + "/clear", {})
        self.call("POST", field + "/value", {"text": text})

    def click(self, selector):
        self.call("POST", self.find(selector) + "/click", {})

    def address(self):
        return self.call("GET", "/url")

    def shown(self):
        text = self.call("GET", self.find("body") + "/text")
        return {"address": self.address(), "title": self.call("GET", "/title"), "text": text}

    def has_left(self, page):
        return urllib.parse.urlsplit(self.address())[:3] != urllib.parse.urlsplit(page)[:3]

    def close(self):
        self.call("DELETE", "")


def made_up_answer(page):
    """What the program says to a sign-in that it did not begin."""
    redirect = urllib.parse.parse_qs(urllib.parse.urlsplit(page).query)["redirect_uri"][0]
    query = urllib.parse.urlencode({"code": "made-up", "state": "made-up"})
    try:
        with HTTP.open(f"{redirect}/?{query}", timeout=10) as answer:
            return [answer.status, answer.read().decode()]
    except urllib.error.HTTPError as error:
        return [error.code, error.read().decode()]


def main():
    page = sys.argv[1]
    with open(os.environ["E2E_BROWSER"], encoding="utf-8") as file:
        plan = json.load(file)
    seen = {}
    if plan.get("intruder"):
        seen["intruder"] = made_up_answer(page)
    browser = Browser(plan["driver"])
    try:
        browser.open(page)
        if plan["does"] == "cancel":
            browser.click("#cancel")
        else:
            if plan["does"] == "code":
                browser.type("#otc", plan["code"])
            browser.type("#login", plan["account"])
            browser.type("#passwd", plan["password"])
            browser.click("#accept")
        limit = time.monotonic() + 20
        while plan["does"] != "code" and not browser.has_left(page) and time.monotonic() < limit:
            time.sleep(0.05)
        seen |= browser.shown()
    finally:
        browser.close()
    temporary = plan["seen"] + ".part"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(seen, file)
    os.replace(temporary, plan["seen"])


main()
