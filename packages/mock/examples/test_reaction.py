import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


# Your own code; it gets its address from the settings.
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


def test_reaction(mock):
    assert react(mock.url, "👍") == "sent"
    mock.tell("verify", {"matching": {"body": {"messaging_object": {"reaction": {"emoji": "👍"}}}}, "times": 1})


def test_low_balance(mock):
    mock.tell("next", "E110")
    assert react(mock.url, "👍") == "not sent"
