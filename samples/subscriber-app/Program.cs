using System.Net.Http.Headers;

// A subscriber's app over the public API alone. The key stays on this server: a browser that held it could lose it.
// CALLSUMMARY_URL=http://localhost:8080 CALLSUMMARY_KEY=cs_… dotnet run --project samples/subscriber-app
var service = new Uri(Environment.GetEnvironmentVariable("CALLSUMMARY_URL") ?? "http://localhost:8080");
if (Environment.GetEnvironmentVariable("CALLSUMMARY_KEY") is not { Length: > 0 } key)
{
    await Console.Error.WriteLineAsync("Set CALLSUMMARY_KEY to a subscriber's API key: POST /api/v1/keys makes one.");
    return 2;
}

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = service, Timeout = Timeout.InfiniteTimeSpan };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

app.MapGet("/", () =>
{
    using var page = new StreamReader(typeof(Program).Assembly.GetManifestResourceStream("index.html")!);
    return Results.Content(page.ReadToEnd(), "text/html; charset=utf-8");
});

// Reading only: calls, transcripts, summaries, recordings and the event stream.
app.MapGet("/api/{**path}", async (HttpContext context, string path) =>
{
    using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{path}{context.Request.QueryString}");
    request.Headers.TryAddWithoutValidation("Range", (string?)context.Request.Headers.Range);
    request.Headers.TryAddWithoutValidation("Last-Event-ID", (string?)context.Request.Headers["Last-Event-ID"]);

    using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    context.Response.StatusCode = (int)answer.StatusCode;
    foreach (var (name, values) in answer.Content.Headers)
    {
        context.Response.Headers[name] = values.ToArray();
    }

    await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
    var buffer = new byte[16 * 1024];
    int read;
    while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
    {
        await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted); // Events must not wait for the buffer to fill.
    }
});

await app.RunAsync();
return 0;
