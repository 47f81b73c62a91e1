set -e
npx kaleyra-reactions-mock --port 4010 --strict &
trap "kill $!" EXIT
mock=http://127.0.0.1:4010
curl -s --fail --retry 60 --retry-delay 1 --retry-connrefused "$mock/__mock/health" # waits until it is ready

curl -s --fail "$mock/__mock/next" -d '"E110"'
curl -s "$mock/v2/HXAP1600000097IN/whatsapp/919000000001/messages" -H 'api-key: k' -H 'content-type: application/json' \
  -d '{"messaging_object":{"messaging_product":"whatsapp","to":"+919000000002","type":"reaction",
  "reaction":{"message_id":"wamid.HBgLMxxx","emoji":"👍"}}}' | grep '"E110"'
curl -s --fail "$mock/__mock/verify" -d '{"matching":{"case":"E110"},"times":1}' # fails after an invalid call, too
