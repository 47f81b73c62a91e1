# KALEYRA_BASE_URL is https:// and the API domain that the console shows for the key, or the address of the mock.
curl --fail-with-body --silent --show-error \
  "${KALEYRA_BASE_URL:?is not set}/v2/$KALEYRA_SID/whatsapp/$KALEYRA_PHONE_NUMBER/messages" \
  --header "api-key: $KALEYRA_API_KEY" \
  --header 'content-type: application/json' \
  --data '{
    "messaging_object": {
      "messaging_product": "whatsapp",
      "recipient_type": "individual",
      "to": "+919000000002",
      "type": "reaction",
      "reaction": { "message_id": "wamid.HBgLMxxx", "emoji": "" }
    },
    "extra_info": { "ref": "order-17" }
  }'
