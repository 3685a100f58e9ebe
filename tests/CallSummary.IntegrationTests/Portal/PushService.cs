using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>A browser and its maker's push service: takes notices, checks who sends them (RFC 8292) and decrypts them (RFC 8291, RFC 8188) by its own hand.</summary>
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
        Received.Enqueue((Decrypt(body.ToArray()), context.Request.Headers.Authorization.ToString(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
        context.Response.StatusCode = Status;
    }

    private string Decrypt(byte[] message)
    {
        // RFC 8188 section 2.1: salt, record size, length of the key id, key id; here the key id is the sender's public key (RFC 8291 section 4).
        var salt = message[..16];
        var recordSize = BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(16));
        var sender = message[21..(21 + message[20])];
        var record = message[(21 + message[20])..];
        Assert.True(record.Length <= recordSize);
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = sender[1..33], Y = sender[33..65] },
        });
        var shared = _key.DeriveRawSecretAgreement(other.PublicKey);

        // RFC 8291 section 3.4.
        byte[] info = [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. Point(_key.PublicKey), .. sender];
        var ikm = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, _auth, info);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 16, salt, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 12, salt, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));
        var plain = new byte[record.Length - 16];
        using var gcm = new AesGcm(key, 16);
        gcm.Decrypt(nonce, record.AsSpan(0, plain.Length), record.AsSpan(plain.Length), plain);
        var end = Array.FindLastIndex(plain, b => b != 0);
        Assert.Equal(2, plain[end]); // The last record's delimiter.
        return Encoding.UTF8.GetString(plain, 0, end);
    }

    private static byte[] Point(ECDiffieHellmanPublicKey key)
    {
        var q = key.ExportParameters().Q;
        return [4, .. q.X!, .. q.Y!];
    }
}
