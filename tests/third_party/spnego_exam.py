"""Signs in at the built-in server with pyspnego, and has this program sign in at a server made of pyspnego.

Arguments: the announcement's file of a server with Negotiate and NTLM, then the command of the program.
"""

import base64
import http.client
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request

import spnego

with open(sys.argv[1], encoding="utf-8") as file:
    told = json.load(file)
program = sys.argv[2:]
USER = "ALDERMOOR\\reception"
NAMES = {"ntlm": "NTLM", "negotiate": "Negotiate"}
OPTIONS = {"ntlm": spnego.NegotiateOptions.use_ntlm, "negotiate": spnego.NegotiateOptions.use_negotiate}


def token(answer, name):
    """The message of a handshake in an answer's headers."""
    values = [value for key, value in answer.getheaders() if key.lower() == "www-authenticate"]
    found = [value.split(" ", 1)[1] for value in values if value.startswith(name + " ")]
    return base64.b64decode(found[0]) if found else None


def signs_in(protocol, password):
    """Whether pyspnego gets in, and stays in on the same connection."""
    url = urllib.parse.urlparse(told["ews_url"])
    connection = http.client.HTTPConnection(url.hostname, url.port)
    client = spnego.client(USER, password, hostname=url.hostname, protocol=protocol, options=OPTIONS[protocol])
    name, message = NAMES[protocol], client.step()
    while True:
        header = {"Authorization": f"{name} {base64.b64encode(message).decode()}"}
        connection.request("GET", url.path, headers=header)
        answer = connection.getresponse()
        answer.read()
        reply = token(answer, name)
        if answer.status != 401:
            if reply:
                client.step(reply)
            assert client.complete, "the server's last message is right"
            connection.request("GET", url.path)
            assert connection.getresponse().status == 200, "signed in for good"
            return True
        if reply is None:
            return False
        message = client.step(reply)


class Server(http.server.BaseHTTPRequestHandler):
    """Answers one person's empty calendar to whoever pyspnego accepts."""

    protocol_version = "HTTP/1.1"
    context = None
    signed_in = False
    refused = 0

    def log_message(self, *_):
        """Says nothing."""

    def do_POST(self):
        """A request: plain, or a step of a handshake."""
        self.rfile.read(int(self.headers["Content-Length"]))
        header = self.headers.get("Authorization")
        if header is None:
            return self.answer(200, []) if self.signed_in else self.answer(401, ["Negotiate", "NTLM"])
        name, message = header.split(" ")
        protocol = name.lower()
        self.context = self.context or spnego.server(protocol=protocol, options=OPTIONS[protocol])
        try:
            reply = self.context.step(base64.b64decode(message))
        except spnego.exceptions.SpnegoError:
            Server.refused, self.context = Server.refused + 1, None
            return self.answer(401, ["Negotiate", "NTLM"])
        self.signed_in = self.context.complete
        challenge = [f"{name} {base64.b64encode(reply).decode()}"] if reply else []
        return self.answer(200 if self.signed_in else 401, challenge)

    def answer(self, status, challenges):
        """Sends an answer."""
        body = GOOD if status == 200 else b""
        self.send_response(status)
        for challenge in challenges:
            self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


SOAP, EWS = "http://schemas.xmlsoap.org/soap/envelope/", "http://schemas.microsoft.com/exchange/services/2006"
GOOD = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><GetUserAvailabilityResponse xmlns="{EWS}/messages"><FreeBusyResponseArray>'
    '<FreeBusyResponse><ResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode></ResponseMessage>'
    f'<FreeBusyView><FreeBusyViewType xmlns="{EWS}/types">FreeBusy</FreeBusyViewType></FreeBusyView></FreeBusyResponse>'
    "</FreeBusyResponseArray></GetUserAvailabilityResponse></s:Body></s:Envelope>"
).encode()


def listed(url, way, password, folder):
    """How `list` ends in a profile of its own."""
    with open(os.path.join(folder, "settings.toml"), "w", encoding="utf-8") as settings:
        settings.write(
            f"enabled = true\n[exchange]\news_url = '{url}'\nusername = '{USER}'\nauthentication = '{way}'\n"
            "[network]\nproxy = 'none'\n"
        )
    with open(os.path.join(folder, "people.csv"), "w", encoding="utf-8") as people:
        people.write("name,address\nAnna Berger,anna.berger@example.org\n")
    command = program + ["list", "--format", "json", "--password-stdin", "--profile", folder]
    return subprocess.run(command, input=password, text=True, capture_output=True, check=False).returncode


for protocol in NAMES:
    assert signs_in(protocol, told["password"]), protocol
    assert not signs_in(protocol, "wrong"), protocol
with urllib.request.urlopen(told["control_url"]) as state:
    counters = json.load(state)["counters"]
assert counters["refused_logons"] == 2, counters
print("pyspnego signs in at the built-in server: NTLM, Negotiate, wrong passwords")

with tempfile.TemporaryDirectory() as work:
    os.environ["NTLM_USER_FILE"] = os.path.join(work, "users")
    with open(os.environ["NTLM_USER_FILE"], "w", encoding="utf-8") as users:
        users.write("ALDERMOOR:reception:Lantern-Harbour-31\n")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/EWS/Exchange.asmx"
    for number, way in enumerate(["automatic", "negotiate", "ntlm"], 1):
        folder = tempfile.mkdtemp(dir=work)
        assert listed(url, way, "Lantern-Harbour-31", folder) == 0, way
        folder = tempfile.mkdtemp(dir=work)
        assert [listed(url, way, "wrong", folder) for _ in range(3)] == [3, 3, 3], way
        assert Server.refused == number, "one refused sign-in, however often it is asked"
print("the program signs in at pyspnego: automatic, Negotiate, NTLM; a wrong password once")
