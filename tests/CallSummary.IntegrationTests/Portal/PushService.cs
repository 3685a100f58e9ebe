using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>A browser and its maker's push service: takes notices, checks who sends them (RFC 8292) and has them decrypted (RFC 8291, RFC 8188) by an implementation that is not ours.</summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);

    private PushService(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Text, string Authorization, IReadOnlyDictionary<string, string> Headers)> Received { get; } = new();

    public int Status { get; set; } = StatusCodes.Status201Created;

    public string Endpoint => $"{_app.Urls.Single()}/browser/1";

    public string P256dh => Base64Url.EncodeToString(Point(_key.PublicKey));

    public string Auth => Base64Url.EncodeToString(_auth);

    public static async Task<PushService> StartAsync()
    {
        Prerequisites.Require("node");
        Prerequisites.NodePackages();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var service = new PushService(app);
        app.MapPost("/browser/1", service.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Received.Enqueue((await DecryptAsync(body.ToArray()), context.Request.Headers.Authorization.ToString(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
        context.Response.StatusCode = Status;
    }

    // By npm's http_ece, which shares nothing with the library that we encrypt with.
    private async Task<string> DecryptAsync(byte[] message)
    {
        var keys = JsonSerializer.Serialize(new
        {
            body = Convert.ToBase64String(message),
            key = Base64Url.EncodeToString(_key.ExportParameters(includePrivateParameters: true).D!),
            auth = Auth,
        });
        await using var node = ChildProcess.Start(Prerequisites.Require("node"), ["decrypt.cjs", keys], Prerequisites.NodePackages());
        var exit = await node.ExitAsync(TimeSpan.FromMinutes(1));
        var text = string.Join('\n', node.Lines);
        return exit == 0 ? text : throw new InvalidDataException(text);
    }

    private static byte[] Point(ECDiffieHellmanPublicKey key)
    {
        var q = key.ExportParameters().Q;
        return [4, .. q.X!, .. q.Y!];
    }
}
