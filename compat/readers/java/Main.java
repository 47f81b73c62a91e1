import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ReactionsApi;
import org.openapitools.client.model.ErrorResponse;
import org.openapitools.client.model.IncomingMessage;
import org.openapitools.client.model.IncomingMessageCallback;
import org.openapitools.client.model.MessageStatus;
import org.openapitools.client.model.SendReactionRequest;
import org.openapitools.client.model.SendReactionResponse;
import org.openapitools.client.model.StatusCallback;
import org.openapitools.client.model.StatusError;

/** Reads every body with the stock Java client, sends every call, and prints what it read as JSON. */
public class Main {
  private static final ObjectMapper mapper = ApiClient.createDefaultObjectMapper();

  public static void main(String[] arguments) throws IOException {
    JsonNode tasks = mapper.readTree(new File(arguments[0]));
    Map<String, Object> bodies = new LinkedHashMap<>();
    for (JsonNode task : tasks.get("bodies")) {
      bodies.put(task.get("name").asText(), decode(task.get("schema").asText(), task.get("body")));
    }
    Map<String, Object> calls = new LinkedHashMap<>();
    for (JsonNode task : tasks.get("calls")) {
      calls.put(task.get("name").asText(), Map.of("read", readCall(tasks, task.get("body"))));
    }
    int redirect = statusOfRedirect(tasks, tasks.get("calls").get(0).get("body"));
    System.out.println(mapper.writeValueAsString(Map.of("bodies", bodies, "calls", calls, "redirect", redirect)));
  }

  private static Map<String, Object> decode(String schema, JsonNode body) throws IOException {
    switch (schema) {
      case "SendReactionResponse":
        SendReactionResponse accepted = mapper.readValue(body.toString(), SendReactionResponse.class);
        return Map.of("read", readAccepted(accepted), "kept", accepted);
      case "ErrorResponse":
        ErrorResponse refused = mapper.readValue(body.toString(), ErrorResponse.class);
        return Map.of("read", readRefused(refused), "kept", refused);
      case "StatusCallback":
        StatusCallback status = mapper.readValue(body.toString(), StatusCallback.class);
        return Map.of("read", readStatus(status), "kept", status);
      case "IncomingMessageCallback":
        IncomingMessageCallback message = mapper.readValue(body.toString(), IncomingMessageCallback.class);
        return Map.of("read", readMessages(message), "kept", message);
      default:
        throw new IllegalArgumentException("This program does not know the schema " + schema);
    }
  }

  private static List<Object> readCall(JsonNode tasks, JsonNode body) throws IOException {
    try {
      return readAccepted(send("KALEYRA_BASE_URL", tasks, body));
    } catch (ApiException error) {
      // The generator leaves the body of an error as text.
      return readRefused(mapper.readValue(error.getResponseBody(), ErrorResponse.class));
    }
  }

  private static int statusOfRedirect(JsonNode tasks, JsonNode body) throws IOException {
    try {
      send("KALEYRA_REDIRECTING_URL", tasks, body);
      return 0;
    } catch (ApiException error) {
      return error.getCode();
    }
  }

  private static SendReactionResponse send(String address, JsonNode tasks, JsonNode body)
      throws IOException, ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv(address));
    client.setRequestInterceptor(request -> request.header(tasks.get("header").asText(), "key"));
    JsonNode parameters = tasks.get("parameters");
    SendReactionRequest request = mapper.readValue(body.toString(), SendReactionRequest.class);
    return new ReactionsApi(client)
        .sendReaction(parameters.get("sid").asText(), parameters.get("phone_number").asText(), request);
  }

  private static List<Object> readAccepted(SendReactionResponse accepted) {
    return List.of(accepted.getCode(), accepted.getData().getMessageId());
  }

  private static List<Object> readRefused(ErrorResponse refused) {
    List<Object> read = new ArrayList<>(List.of(refused.getCode()));
    read.addAll(refused.getError().keySet());
    return read;
  }

  private static List<Object> readStatus(StatusCallback callback) {
    List<Object> read = new ArrayList<>(List.of(callback.getStatus()));
    if (callback.getCode() != null) read.add(callback.getCode());
    if (callback.getMetaObject() == null) return read;
    for (MessageStatus status : callback.getMetaObject().getValue().getStatuses()) {
      if (status.getErrors() == null) continue;
      for (StatusError error : status.getErrors()) read.add(error.getCode());
    }
    return read;
  }

  private static List<Object> readMessages(IncomingMessageCallback callback) {
    List<Object> read = new ArrayList<>();
    for (IncomingMessage message : callback.getMetaObject().getValue().getMessages()) {
      read.add(message.getType());
      read.add(message.getId());
    }
    return read;
  }
}
