"""A mail server for tests: it speaks SMTP on a free port of this machine and answers what it is told to."""

import socketserver
import threading
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 test")
        while line := self.rfile.readline():
            self.heard = line
            verb = line.decode().strip().upper().split(" ")[0].split(":")[0]
            if verb == "DATA" and self.server.answers.get("DATA", "354").startswith("354"):
                self.say("354 go on")
                self.read_message()
            elif verb == "QUIT":
                return self.say("221 bye")
            else:
                self.say(self.server.answers.get(verb, "250 ok"))
        return None

    def read_message(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        answer = self.server.answers.get("MESSAGE", "250 kept")
        if answer.startswith("250"):
            self.server.kept.append(b"".join(lines))
        self.say(answer)

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True  # it may go and come back on the same port


@contextmanager
def mail_server(port=0, **answers):
    """A running server; `.url` and `.kept` (the messages). `RCPT="550 nobody"` is what it answers to a command."""
    with Server(("127.0.0.1", port), Talk) as server:
        server.daemon_threads = True
        server.answers, server.kept = answers, []
        server.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
