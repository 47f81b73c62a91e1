import json
import subprocess
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


class Mock:
    def __init__(self, url):
        self.url = url

    def tell(self, action, value=None):
        body = None if value is None else json.dumps(value).encode()
        try:
            with urlopen(Request(f"{self.url}/__mock/{action}", body, method="POST")) as response:
                return response.read()
        except HTTPError as error:  # a verification that did not pass, or something that the mock cannot do
            answer = json.loads(error.read())
            raise AssertionError("\n".join(answer.get("problems", [answer.get("title")]))) from None


@pytest.fixture(scope="session")
def mock_url():
    command = ["node_modules/.bin/kaleyra-reactions-mock", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()  # it prints its address when it is ready, and nothing when it has ended
        assert line, "the mock did not start; standard error says why"
        yield line.split()[-1]
        process.terminate()


@pytest.fixture
def mock(mock_url):
    mock = Mock(mock_url)
    mock.tell("reset")
    yield mock
    mock.tell("verify", {"strict": True})  # invalid requests, warnings and unused scenarios fail the test
