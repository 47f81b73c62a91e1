import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

public class Send {
    public static void main(String[] arguments) throws Exception {
        var env = System.getenv();
        var url = "{{url}}";
        var request = HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("{{keyHeader}}", env.get("KALEYRA_API_KEY"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("""
                {{json}}"""))
            .build();
        // This client does not follow redirects.
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
        if (response.statusCode() / 100 != 2) System.exit(1);
    }
}
