#!/usr/bin/env python3
"""Listens in between a program and a server on loopback: `tap.py PORT FILE` forwards to that port, prints the port it
listens on, and appends what is secret of each answer and each form (codes, verifiers, tokens) to the file, one a line."""

import http.client
import http.server
import json
import re
import sys
import urllib.parse

PORT, SECRETS = int(sys.argv[1]), sys.argv[2]
FORM = ("code", "code_verifier", "refresh_token", "device_code", "passwd")
ANSWER = ("access_token", "refresh_token", "id_token", "device_code")


def secrets_of(request, answer, location):
    form = urllib.parse.parse_qs(request.decode("utf-8", "replace"))
    yield from ((name, form[name][0]) for name in FORM if name in form)
    redirect = urllib.parse.parse_qs(urllib.parse.urlsplit(location or "").query)
    yield from (("code", code) for code in redirect.get("code", []))
    try:
        fields = json.loads(answer)
    except ValueError:
        return
    if isinstance(fields, dict):
        yield from ((name, fields[name]) for name in ANSWER if name in fields)


class Tap(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        # The Host header goes along: the server calls itself as it is called.
        there = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        # An answer that is packed could not be read here.
        headers = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
        there.request(self.command, self.path, body, headers)
        answer = there.getresponse()
        content = answer.read()
        with open(SECRETS, "a", encoding="utf-8") as file:
            for name, secret in secrets_of(body, content, answer.getheader("Location")):
                file.write(f"{name} {secret}\n")
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if not re.fullmatch("transfer-encoding|content-length|connection", name, re.IGNORECASE):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = forward

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tap)
print(server.server_address[1], flush=True)
server.serve_forever()
