set -e
npx kaleyra-reactions-mock --port 4010 &
trap "kill $! 2> /dev/null" EXIT
mock=http://127.0.0.1:4010
until curl -s --fail "$mock/__mock/health"; do kill -0 $! || exit 1; sleep 0.2; done # ends when the mock has ended

curl -s --fail "$mock/__mock/next" -d '"E110"'
curl -s "$mock/v2/HXAP1600000097IN/whatsapp/919000000001/messages" -H 'api-key: k' -H 'content-type: application/json' \
  -d '{"messaging_object":{"messaging_product":"whatsapp","to":"+919000000002","type":"reaction",
  "reaction":{"message_id":"wamid.HBgLMxxx","emoji":"👍"}}}' | grep '"E110"'
curl -s --fail "$mock/__mock/verify" -d '{"matching":{"case":"E110"},"times":1,"strict":true}'
