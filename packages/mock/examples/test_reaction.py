import json
import subprocess
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


class Mock:
    def __init__(self, url):
        self.url = url

    def tell(self, action, value=None):
        try:
            with urlopen(Request(f"{self.url}/__mock/{action}", json.dumps(value or {}).encode())) as response:
                return json.loads(response.read() or "null")
        except HTTPError as error:  # failed verification, lost callback, or invalid input
            answer = json.loads(error.read())
            problems = answer.get("problems") or [answer.get("title") or answer.get("error")]
            raise AssertionError("\n".join(problems)) from None


@pytest.fixture(scope="session")
def running_mock():
    command = ["node_modules/.bin/kaleyra-reactions-mock", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()  # has the address; empty if the mock ended
        assert line, "the mock did not start; standard error says why"
        yield Mock(line.split()[-1])
        process.terminate()


@pytest.fixture
def mock(running_mock):
    running_mock.tell("reset")
    yield running_mock
    running_mock.tell("verify", {"strict": True})  # fails after invalid requests, warnings, unused scenarios, lost callbacks


# Your own code. Its base URL is configurable.
def react(base_url, emoji):
    reaction = {"message_id": "wamid.HBgLMxxx", "emoji": emoji}
    message = {"messaging_product": "whatsapp", "to": "+919000000002", "type": "reaction", "reaction": reaction}
    url = f"{base_url}/v2/HXAP1600000097IN/whatsapp/919000000001/messages"
    headers = {"api-key": "k", "content-type": "application/json"}
    try:
        urlopen(Request(url, json.dumps({"messaging_object": message}).encode(), headers)).close()
        return "sent"
    except HTTPError:
        return "not sent"


def test_low_balance(mock):
    mock.tell("next", "E110")
    assert react(mock.url, "👍") == "not sent"
    mock.tell("verify", {"matching": {"case": "E110"}, "times": 1})
