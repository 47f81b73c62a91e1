import json
import subprocess
from urllib.request import Request, urlopen

import pytest


class Mock:
    def __init__(self, url):
        self.url = url

    def tell(self, action, value=None):
        """Fails with an HTTPError where the mock says no: a wrong scenario, or a verification that did not pass."""
        body = None if value is None else json.dumps(value).encode()
        with urlopen(Request(f"{self.url}/__mock/{action}", body, method="POST")) as response:
            return response.read()


@pytest.fixture(scope="session")
def mock_url():
    command = ["node_modules/.bin/kaleyra-reactions-mock", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().split()[-1]  # it prints its address when it is ready
        process.terminate()


@pytest.fixture
def mock(mock_url):
    mock = Mock(mock_url)
    mock.tell("reset")
    yield mock
    mock.tell("verify", {"strict": True})  # an invalid request fails the test, whatever it got
