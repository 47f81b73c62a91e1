// Reads every body with the stock Go client, sends every call, and prints what it read as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"

	kaleyra "github.com/GIT_USER_ID/GIT_REPO_ID"
)

type task struct {
	Name   string
	Schema string
	Body   json.RawMessage
}

type tasks struct {
	Parameters struct {
		Sid         string
		PhoneNumber string `json:"phone_number"`
	}
	Bodies []task
	Calls  []task
}

// What was read of a body, and the body written again.
type result struct {
	Read []any `json:"read"`
	Kept any   `json:"kept,omitempty"`
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	check("the file of tasks", err)
	var given tasks
	check("the tasks", json.Unmarshal(file, &given))

	bodies := map[string]result{}
	for _, body := range given.Bodies {
		bodies[body.Name] = decode(body)
	}
	calls := map[string]result{}
	for _, call := range given.Calls {
		calls[call.Name] = readCall(given, call)
	}
	printed := map[string]any{"bodies": bodies, "calls": calls, "redirect": statusOfRedirect(given)}
	check("printing", json.NewEncoder(os.Stdout).Encode(printed))
}

func decode(body task) result {
	switch body.Schema {
	case "SendReactionResponse":
		accepted := into[kaleyra.SendReactionResponse](body)
		return result{readAccepted(accepted), accepted}
	case "ErrorResponse":
		refused := into[kaleyra.ErrorResponse](body)
		return result{readRefused(refused), refused}
	case "StatusCallback":
		callback := into[kaleyra.StatusCallback](body)
		return result{readStatus(callback), callback}
	case "IncomingMessageCallback":
		callback := into[kaleyra.IncomingMessageCallback](body)
		return result{readMessages(callback), callback}
	}
	log.Fatal(body.Name, ": this program does not know the schema ", body.Schema)
	return result{}
}

func into[Model any](body task) *Model {
	model := new(Model)
	check(body.Name, json.Unmarshal(body.Body, model))
	return model
}

func send(address string, given tasks, call task) (*kaleyra.SendReactionResponse, *http.Response, error) {
	configuration := kaleyra.NewConfiguration()
	configuration.Servers = kaleyra.ServerConfigurations{{URL: os.Getenv(address)}}
	// Without this, the other server of a redirect gets the key and the reaction.
	configuration.HTTPClient = &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	client := kaleyra.NewAPIClient(configuration)
	key := map[string]kaleyra.APIKey{"apiKey": {Key: "key"}}
	ctx := context.WithValue(context.Background(), kaleyra.ContextAPIKeys, key)

	request := into[kaleyra.SendReactionRequest](call)
	operation := client.ReactionsAPI.SendReaction(ctx, given.Parameters.Sid, given.Parameters.PhoneNumber)
	return operation.SendReactionRequest(*request).Execute()
}

func statusOfRedirect(given tasks) int {
	_, response, err := send("KALEYRA_REDIRECTING_URL", given, given.Calls[0])
	if err == nil || response == nil {
		log.Fatal("a redirect: no error with a response: ", err)
	}
	return response.StatusCode
}

func readCall(given tasks, call task) result {
	accepted, _, err := send("KALEYRA_BASE_URL", given, call)
	if err == nil {
		return result{Read: readAccepted(accepted)}
	}
	var failure *kaleyra.GenericOpenAPIError
	if !errors.As(err, &failure) {
		log.Fatal(call.Name, ": no error of the API: ", err)
	}
	refused, isTyped := failure.Model().(kaleyra.ErrorResponse)
	if !isTyped {
		log.Fatal(call.Name, ": the error has no typed body: ", err)
	}
	return result{Read: readRefused(&refused)}
}

func readAccepted(accepted *kaleyra.SendReactionResponse) []any {
	return []any{accepted.Code, accepted.Data.MessageId}
}

func readRefused(refused *kaleyra.ErrorResponse) []any {
	read := []any{refused.Code}
	for key := range refused.Error {
		read = append(read, key)
	}
	return read
}

func readStatus(callback *kaleyra.StatusCallback) []any {
	read := []any{callback.Status}
	if callback.HasCode() {
		read = append(read, callback.GetCode())
	}
	change := callback.GetMetaObject()
	for _, status := range change.Value.Statuses {
		for _, failure := range status.Errors {
			read = append(read, failure.Code)
		}
	}
	return read
}

func readMessages(callback *kaleyra.IncomingMessageCallback) []any {
	read := []any{}
	for _, message := range callback.MetaObject.Value.Messages {
		read = append(read, message.Type, message.Id)
	}
	return read
}

func check(place string, err error) {
	if err != nil {
		log.Fatal(place, ": ", err)
	}
}
