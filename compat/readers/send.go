// Sends one reaction with the stock Go client and prints the code of one error, read from its typed body.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	kaleyra "example.test/kaleyra/reactions"
)

func main() {
	configuration := kaleyra.NewConfiguration()
	configuration.Servers = kaleyra.ServerConfigurations{{URL: os.Getenv("KALEYRA_BASE_URL")}}
	client := kaleyra.NewAPIClient(configuration)

	accepted, err := send(client, "wamid.WA202")
	if err != nil || accepted.Data.MessageId == "" {
		log.Fatal("not accepted: ", err)
	}
	_, err = send(client, "wamid.E110")
	var refused *kaleyra.GenericOpenAPIError
	if !errors.As(err, &refused) {
		log.Fatal("no error of the API: ", err)
	}
	answer, ok := refused.Model().(kaleyra.BadRequest)
	if !ok || answer.E110 == nil || answer.E110.Error.Balance == "" {
		log.Fatal("not typed: ", refused)
	}
	fmt.Println(answer.E110.Code)
}

func send(client *kaleyra.APIClient, messageId string) (*kaleyra.WA202, error) {
	key := map[string]kaleyra.APIKey{"apiKey": {Key: "key"}}
	ctx := context.WithValue(context.Background(), kaleyra.ContextAPIKeys, key)
	reaction := kaleyra.NewReaction(messageId, "👍")
	message := kaleyra.NewMessagingObject("whatsapp", "+919000000002", "reaction", *reaction)
	request := kaleyra.NewSendReactionRequest(*message)
	call := client.ReactionsAPI.SendReaction(ctx, "HXAP1600000097IN", "919000000001")
	accepted, _, err := call.SendReactionRequest(*request).Execute()
	return accepted, err
}
