using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Google's or Apple's side of a notice, on loopback: keeps what it gets and answers as the test says.</summary>
internal sealed class AppPushService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AppPushService(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Path, string Protocol, IReadOnlyDictionary<string, string> Headers, JsonElement Body)> Received { get; } = new();

    public ConcurrentQueue<string> Assertions { get; } = new();

    public (int Status, string Body) Answer { get; set; } = (StatusCodes.Status200OK, "{}");

    public Uri Address => new(_app.Urls.Single());

    /// <param name="protocols">What it speaks, without TLS: Apple's is HTTP/2 alone.</param>
    public static async Task<AppPushService> StartAsync(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var app = builder.Build();
        var service = new AppPushService(app);
        app.Run(service.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.Path == "/token")
        {
            // RFC 7523 section 2.1.
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
            Assertions.Enqueue(form["assertion"].ToString());
            await context.Response.WriteAsJsonAsync(new { access_token = $"access-{Assertions.Count}", expires_in = 3600 });
            return;
        }

        var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        Received.Enqueue((context.Request.Path, context.Request.Protocol, context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.RootElement));
        context.Response.StatusCode = Answer.Status;
        await context.Response.WriteAsync(Answer.Body);
    }
}
