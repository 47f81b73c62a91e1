import json
import os
import sys
import urllib.error
import urllib.request

# https:// and the API domain that the console shows for the key, or the address of the mock
base_url = os.environ["KALEYRA_BASE_URL"]
path = f"/v2/{os.environ['KALEYRA_SID']}/whatsapp/{os.environ['KALEYRA_PHONE_NUMBER']}/messages"
body = {
    "messaging_object": {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+919000000002",
        "type": "reaction",
        "reaction": {"message_id": "wamid.HBgLMxxx", "emoji": ""},
    },
    "extra_info": {"ref": "order-17"},
}
headers = {"api-key": os.environ["KALEYRA_API_KEY"], "content-type": "application/json"}
request = urllib.request.Request(base_url + path, json.dumps(body).encode(), headers)
try:
    with urllib.request.urlopen(request, timeout=30) as response:
        print(json.load(response)["data"]["message_id"])
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code} {error.read().decode()}")
