"""Sends one reaction with the stock Python client and prints the code of one error, read from its typed body."""

import os

import kaleyra_reactions as kaleyra

configuration = kaleyra.Configuration(host=os.environ["KALEYRA_BASE_URL"], api_key={"apiKey": "key"})


def send(api: kaleyra.ReactionsApi, message_id: str) -> kaleyra.WA202:
    message = kaleyra.MessagingObject(
        messaging_product="whatsapp",
        to="+919000000002",
        type="reaction",
        reaction=kaleyra.Reaction(message_id=message_id, emoji="👍"),
    )
    return api.send_reaction(
        sid="HXAP1600000097IN",
        phone_number="919000000001",
        send_reaction_request=kaleyra.SendReactionRequest(messaging_object=message),
    )


with kaleyra.ApiClient(configuration) as client:
    reactions = kaleyra.ReactionsApi(client)
    assert send(reactions, "wamid.WA202").data.message_id
    try:
        send(reactions, "wamid.E110")
    except kaleyra.ApiException as error:
        refused = error.data.actual_instance
        assert isinstance(refused, kaleyra.E110) and refused.error.balance
        print(refused.code)
