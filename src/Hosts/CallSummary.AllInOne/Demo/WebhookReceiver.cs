using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CallSummary.AllInOne.Demo;

/// <summary>The sample subscriber's own server: takes webhooks on loopback and believes only what is signed.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _secret;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<JsonNode>> _summaries = new();

    private WebhookReceiver(WebApplication app, string secret)
    {
        _app = app;
        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>Where the service is to POST.</summary>
    public Uri Url => new($"{_app.Urls.Single()}/callsummary");

    public static async Task<WebhookReceiver> StartAsync(string secret, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var receiver = new WebhookReceiver(app, secret);
        app.MapPost("/callsummary", receiver.ReceiveAsync);
        await app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Completes with the body of the call's signed <c>summary.ready</c> event.</summary>
    public Task<JsonNode> SummaryOfAsync(Guid callId, CancellationToken cancellationToken)
        => Expected(callId).Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (!IsSigned(context.Request.Headers, body))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (context.Request.Headers["CallSummary-Event-Type"] == "summary.ready"
            && JsonNode.Parse(body) is { } json
            && Guid.TryParse((string?)json["data"]?["call_id"], out var callId))
        {
            Expected(callId).TrySetResult(json);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private bool IsSigned(IHeaderDictionary headers, string body)
    {
        var mac = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{headers["CallSummary-Timestamp"]}.{body}")));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes($"v1={Convert.ToHexStringLower(mac)}"),
            Encoding.ASCII.GetBytes(headers["CallSummary-Signature"].ToString()));
    }

    private TaskCompletionSource<JsonNode> Expected(Guid callId)
        => _summaries.GetOrAdd(callId, _ => new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously));
}
