"""What the program does with Kerberos tickets, in a realm of its own. Usage: exam.py PROGRAM FOLDER"""

import json
import os
import shutil
import subprocess
import sys
import time

from front import Front
from realm import PASSWORD, REALM, Realm, run

program, folder = sys.argv[1:3]


class Desk:
    """The program with a profile of its own."""

    def __init__(self, name, url, cache, **settings):
        self.folder, self.cache = f"{folder}/desk-{name}", f"{folder}/{cache}"
        os.makedirs(self.folder)
        roster = f"{self.folder}/people.csv"
        with open(roster, "w") as file:
            file.write("name,address\nEverybody,everybody@aldermoor.example\n")
        wanted = {"ews_url": url, "account": "signed-in", **settings}
        changes = [f"exchange.{key}={value}" for key, value in wanted.items()]
        done = self.call("settings", "set", f"network.ca_file={folder}/authority.pem", "network.proxy=none", *changes)
        assert done.returncode == 0, done
        assert self.call("people", "import", roster).returncode == 0

    def call(self, *words, typed=None, clock=None):
        environment = {**os.environ, "KRB5CCNAME": f"FILE:{self.cache}", "LC_ALL": "C", "LANG": "en"}
        command = [program, "--profile", self.folder, *words]
        if clock:
            command = ["faketime", "-f", clock, *command]
        return subprocess.run(command, input=typed, text=True, capture_output=True, env=environment, timeout=180)

    def board(self, *words, **more):
        """Exit code, the board's state and its cause."""
        done = self.call("list", "--format", "json", *words, **more)
        try:
            told = json.loads(done.stdout)
        except json.JSONDecodeError:
            raise SystemExit(f"{done}")
        return done.returncode, told["state"], (told["cause"] or {}).get("code")


def certificates():
    """An authority, the server's certificate, and that of somebody in between."""
    os.chdir(folder)
    new = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-sha256"]
    authority = ["-x509", "-subj", "/CN=An authority", "-keyout", "authority.key", "-out", "authority.pem"]
    run(*new, *authority, "-addext", "basicConstraints=critical,CA:TRUE")
    with open("names", "w") as file:
        file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    for name in ("server", "between"):
        run(*new, "-subj", "/CN=localhost", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        signed = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-extfile", "names"]
        run("openssl", "x509", "-req", "-sha256", "-in", f"{name}.csr", *signed, "-out", f"{name}.pem")


cases = []


def case(function):
    cases.append(function)
    return function


@case
def a_ticket_signs_in_bound_to_the_certificate(realm, front, url):
    for authentication in ("automatic", "negotiate", "kerberos"):
        front.expect("server.pem")
        desk = Desk(f"well-{authentication}", url, "reception", authentication=authentication)
        assert desk.board() == (0, "live", None), desk.board()
        assert front.log["accepted"] == [f"reception@{REALM}"], front.log
    checked = desk.call("check", "--format", "json")
    assert checked.returncode == 0 and f"reception@{REALM}" in checked.stdout, checked


@case
def a_server_that_forgets_is_signed_in_at_again(realm, front, url):
    front.expect("server.pem", each=True)
    desk = Desk("each", url, "reception")
    assert desk.board() == (0, "live", None)
    checked = desk.call("check")
    assert checked.returncode == 0 and not front.log["refused"], (checked, front.log)


@case
def without_a_ticket_nothing_is_sent(realm, front, url):
    front.expect("server.pem")
    desk = Desk("none", url, "nowhere")
    assert desk.board() == (3, "paused", "kerberos-no-ticket"), desk.board()
    assert front.log["tokens"] == 0, front.log
    realm.ticket(desk.cache)
    assert desk.board() == (0, "live", None), "after kinit, without anything else"


@case
def an_expired_ticket_is_told_apart(realm, front, url):
    front.expect("server.pem")
    realm.ticket(f"{folder}/old", life="1s")
    time.sleep(2)
    desk = Desk("expired", url, "old")
    assert desk.board() == (3, "paused", "kerberos-ticket-expired"), desk.board()
    assert front.log["tokens"] == 0, front.log


@case
def a_service_that_the_realm_does_not_know_is_named(realm, front, url):
    front.expect("server.pem")
    desk = Desk("unknown", url.replace("localhost", "127.0.0.1"), "reception")
    assert desk.board() == (2, "offline", "kerberos-no-service"), desk.board()
    assert front.log["tokens"] == 0, front.log


@case
def a_sign_in_that_is_bound_to_another_certificate_is_refused_and_stops(realm, front, url):
    front.expect("between.pem")
    desk = Desk("between", url, "reception")
    assert desk.board() == (3, "paused", "sign-in-refused-signed-in"), desk.board()
    assert front.log["tokens"] == 1 and not front.log["accepted"], front.log
    for _ in range(3):
        assert desk.board() == (3, "paused", "sign-in-refused-signed-in")
    assert front.log["tokens"] == 1, "it was tried again"


@case
def another_ticket_is_another_account(realm, front, url):
    front.expect("server.pem")
    desk = Desk("another", url, "changing")
    realm.ticket(desk.cache)
    assert desk.board() == (0, "live", None)
    realm.ticket(desk.cache, "other")
    assert desk.board() == (0, "live", None)
    assert front.log["accepted"] == [f"reception@{REALM}", f"other@{REALM}"], front.log


@case
def a_typed_password_signs_in_and_a_wrong_one_is_proved_once(realm, front, url):
    front.expect("server.pem")
    typed = {"account": "typed", "authentication": "kerberos", "username": f"{REALM}\\leaver"}
    desk = Desk("typed", url, "nowhere", **typed)
    assert desk.board("--password-stdin", typed=PASSWORD) == (0, "live", None), front.log
    assert front.log["accepted"] == [f"leaver@{REALM}"], front.log
    for _ in range(3):
        told = desk.board("--password-stdin", typed="wrong")
        assert told[:2] == (3, "paused"), told
    assert realm.failures("leaver") == 1, "the realm counted more than one wrong password"
    assert front.log["tokens"] == 1, front.log
    assert desk.board("--password-stdin", typed=PASSWORD)[:2] == (0, "live"), "the right one again"


@case
def a_locked_account_is_named_without_another_proof(realm, front, url):
    front.expect("server.pem")
    for _ in range(3):
        subprocess.run(["kinit", "-c", f"{folder}/wrong", "other"], input="wrong", text=True, capture_output=True)
    counted = realm.failures("other")
    typed = {"account": "typed", "authentication": "kerberos", "username": f"{REALM}\\other"}
    desk = Desk("locked", url, "nowhere", **typed)
    told = desk.board("--password-stdin", typed=PASSWORD)
    assert told == (3, "paused", "kerberos-revoked"), told
    assert realm.failures("other") == counted and front.log["tokens"] == 0, front.log
    realm.admin("modify_principal -unlock other")


@case
def what_the_realm_refuses_is_a_refusal(realm, front, url):
    front.expect("server.pem")
    realm.admin("modify_principal -allow_tgs_req HTTP/localhost")
    try:
        desk = Desk("policy", url, "policy")
        realm.ticket(desk.cache)
        told = desk.board()
        assert told == (3, "paused", "kerberos-refused"), told
        with open(f"{folder}/kdc.log") as log:
            asked = sum("TGS_REQ" in line for line in log)
        assert desk.board() == told
        with open(f"{folder}/kdc.log") as log:
            assert asked == sum("TGS_REQ" in line for line in log), "it was tried again"
    finally:
        realm.admin("modify_principal +allow_tgs_req HTTP/localhost")
    assert front.log["tokens"] == 0, front.log


@case
def a_wrong_clock_is_named_and_stops_nothing(realm, front, url):
    if not shutil.which("faketime"):
        print("    without a wrong clock (package faketime)")
        return
    front.expect("server.pem")
    desk = Desk("clock", url, "clock")
    realm.ticket(desk.cache)
    told = desk.board(clock="+20m")
    assert told == (2, "offline", "kerberos-clock"), told
    assert front.log["tokens"] == 0, front.log
    told = Desk("clock-right", url, "clock").board()
    assert told == (0, "live", None), told


@case
def without_the_realm_nothing_is_sent_and_nothing_stops(realm, front, url):
    front.expect("server.pem")
    desk = Desk("down", url, "down")
    realm.ticket(desk.cache)
    realm.stop()
    assert desk.board() == (2, "offline", "kerberos-no-kdc"), desk.board()
    assert front.log["tokens"] == 0, front.log
    realm.start()
    done = desk.call("check", "--format", "json")
    assert done.returncode == 0, done


def main():
    certificates()
    simulator = subprocess.Popen([program, "simulate"], stdout=subprocess.PIPE, text=True)
    realm = Realm(folder)
    failed = 0
    try:
        announcement = json.loads(simulator.stdout.readline())
        realm.start()
        front = Front(announcement, "server.pem", "server.key")
        realm.ticket(f"{folder}/reception")
        url = f"https://localhost:{front.port()}/EWS/Exchange.asmx"
        for one in cases:
            name = one.__name__.replace("_", " ")
            try:
                one(realm, front, url)
                print(f"ok      {name}", flush=True)
            except (AssertionError, SystemExit) as error:
                failed += 1
                print(f"FAILED  {name}: {error}; the server: {front.log}", flush=True)
    finally:
        realm.stop()
        simulator.terminate()
    print(f"{len(cases) - failed} passed, {failed} failed")
    if not failed:
        shutil.rmtree(folder)
    raise SystemExit(1 if failed else 0)


main()
