import os
import sys
import urllib.error
import urllib.request


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


request = urllib.request.Request(
    "{{url}}".format_map(os.environ),
    method="POST",
    headers={"{{keyHeader}}": os.environ["KALEYRA_API_KEY"], "content-type": "application/json"},
    data=r'''{{json}}'''.encode(),
)
try:
    with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as response:
        print(response.status, response.read().decode())
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code} {error.read().decode()}")
