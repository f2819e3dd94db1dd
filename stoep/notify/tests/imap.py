"""A mailbox on a server for tests: as much of IMAP as our inbox asks for."""

import re
import socketserver
import threading
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("* OK test")
        while line := self.rfile.readline().decode():
            tag, _, command = line.strip().partition(" ")
            self.answer(tag, command)
            if command.upper() == "LOGOUT":
                return

    def answer(self, tag, command):
        mails, flags = self.server.mails, self.server.flags
        if command.upper().startswith("CAPABILITY"):
            self.say("* CAPABILITY IMAP4rev1")
        elif command.upper().startswith("SELECT"):
            self.say(f"* {len(mails)} EXISTS")
        elif command.upper().startswith("UID SEARCH"):
            self.say("* SEARCH " + " ".join(str(uid) for uid in mails if not flags.get(uid)))
        elif found := re.match(r"UID FETCH (\d+)", command, re.I):
            raw = mails[int(found[1])]
            self.say(f"* 1 FETCH (UID {found[1]} BODY[]<0> {{{len(raw)}}}")
            self.wfile.write(raw)
            self.say(")")
        elif found := re.match(r"UID STORE (\d+) \+FLAGS \(\\(\w+)\)", command, re.I):
            flags[int(found[1])] = found[2]
        elif command.upper() == "EXPUNGE":
            for uid in [uid for uid, flag in flags.items() if flag == "Deleted"]:
                mails.pop(uid, None)
        self.say(f"{tag} OK done")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def mailbox(*mails: bytes):
    """A running server; `.url`, and `.mails` {uid: raw} as they lie there."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        server.mails, server.flags = dict(enumerate(mails, 1)), {}
        server.url = f"imap://an%40b:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
