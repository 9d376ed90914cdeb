"""A courier for every mail backend that is no SMTP: the folder of a machine without mail, a test's
memory, or the API of a provider (django-anymail)."""

import time
from collections.abc import Iterable

from newsletter.couriers import News
from newsletter.ledger import Line


class ApiCourier:
    def __init__(self, backend):
        self.backend = backend
        self.most = 1
        self.announced: list[Line] = []
        self.heard = News()

    def __enter__(self):
        self.backend.open()
        return self

    def __exit__(self, *exc_info):
        self.backend.close()

    @property
    def is_idle(self) -> bool:
        return not self.announced and not self.heard.answered and not self.heard.silent

    def room(self) -> Iterable["ApiCourier"]:
        while len(self.announced) < self.most:
            yield self

    def announce(self, room, line: Line, sender: str) -> None:
        if not line.reader.email.isascii():
            raise ValueError(line.reader.email.partition("@")[2])
        self.announced.append(line)

    def wait(self, seconds: float) -> News:
        if self.is_idle:
            time.sleep(max(0, seconds))
        news, self.heard = self.heard, News()
        news.ready = [*self.announced]
        return news

    def write(self) -> None:
        """Nothing is held back."""

    def take_back(self, lines: Iterable[Line]) -> None:
        self.announced = [line for line in self.announced if line not in lines]

    def hand_over(self, lines: list[Line], editions) -> None:
        for line in lines:
            self.announced.remove(line)
            try:
                self.backend.send_messages([editions.of(line.reader).letter_for(line.reader)])
            except OSError as loss:
                self.heard.silent.append((line, str(loss)))
            else:
                self.heard.answered.append((line, "TEXT", 250, b""))
