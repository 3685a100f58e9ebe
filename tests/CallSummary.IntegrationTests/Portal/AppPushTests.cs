using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Access;
using CallSummary.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Notices to apps by Google's and Apple's services, against servers that stand in for them.</summary>
public sealed class AppPushTests : IDisposable
{
    private readonly TempFolder _keys = new();
    private readonly RSA _google = RSA.Create(2048);
    private readonly ECDsa _apple = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _google.Dispose();
        _apple.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task Fcm_SummaryIsTold_ByTheServiceAccount_WithoutContent()
    {
        await using var service = await AppPushService.StartAsync(HttpProtocols.Http1);
        await using var host = await PortalHost.StartAsync(Fcm(service));
        var alice = await host.ClientAsync(PortalHost.Alice);
        await RegisterAsync(alice, "fcm", "fcm-token:1");
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync(PortalHost.Bob))); // Not hers.
        var call = await host.AddCallAsync();
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        await Eventually.True(() => service.Received.Count == 2, "two notices", TimeSpan.FromSeconds(30));

        var (path, _, headers, body) = service.Received.Single(r => r.Body.GetRawText().Contains(call.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal("/v1/projects/calls-1/messages:send", path);
        Assert.Equal("Bearer access-1", headers["authorization"]);
        var message = body.GetProperty("message");
        Assert.Equal("fcm-token:1", message.GetProperty("token").GetString());
        Assert.Equal("통화 요약이 준비되었습니다", message.GetProperty("notification").GetProperty("title").GetString());
        Assert.Equal($"/app/calls/{call.Id}", message.GetProperty("data").GetProperty("url").GetString());
        Assert.DoesNotContain("view of", body.GetRawText(), StringComparison.Ordinal);

        // One access token for both, for an assertion that Google can check.
        var claims = Claims(Assert.Single(service.Assertions), (data, signature) => _google.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("robot@calls-1.example", claims.GetProperty("iss").GetString());
        Assert.Equal(new Uri(service.Address, "/token").ToString(), claims.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Apns_SummaryIsTold_OverHttp2_SignedByTheKey_WithItsTitleWhenChosen()
    {
        await using var service = await AppPushService.StartAsync(HttpProtocols.Http2);
        await using var host = await PortalHost.StartAsync(Apns(service));
        await RegisterAsync(await host.ClientAsync(PortalHost.Alice), "apns", "abcdef0123456789", title: true);
        var call = await host.AddCallAsync();
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await Eventually.True(() => !service.Received.IsEmpty, "the notice", TimeSpan.FromSeconds(30));

        var (path, protocol, headers, body) = Assert.Single(service.Received);
        Assert.Equal(("/3/device/abcdef0123456789", "HTTP/2"), (path, protocol));
        Assert.Equal(("org.example.calls", "alert", call.Id.ToString("N")), (headers["apns-topic"], headers["apns-push-type"], headers["apns-collapse-id"]));
        Assert.Equal(SampleCalls.TitleOf(call, Leg.Caller), body.GetProperty("aps").GetProperty("alert").GetProperty("title").GetString());
        var token = headers["authorization"]["bearer ".Length..];
        Assert.Equal("TEAM000001", Claims(token, (data, signature) => _apple.VerifyData(data, signature, HashAlgorithmName.SHA256)).GetProperty("iss").GetString());
        Assert.Equal("KEY0000001", JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement.GetProperty("kid").GetString());
    }

    [Theory]
    [InlineData("fcm", StatusCodes.Status404NotFound, """{"error":{"status":"UNREGISTERED"}}""", true)]
    [InlineData("fcm", StatusCodes.Status400BadRequest, """{"error":{"status":"INVALID_ARGUMENT"}}""", true)]
    [InlineData("fcm", StatusCodes.Status403Forbidden, """{"error":{"details":[{"errorCode":"SENDER_ID_MISMATCH"}]}}""", true)]
    [InlineData("fcm", StatusCodes.Status403Forbidden, """{"error":{"status":"PERMISSION_DENIED"}}""", false)]
    [InlineData("fcm", StatusCodes.Status401Unauthorized, "{}", false)]
    [InlineData("fcm", StatusCodes.Status429TooManyRequests, "{}", false)]
    [InlineData("apns", StatusCodes.Status410Gone, """{"reason":"Unregistered"}""", true)]
    [InlineData("apns", StatusCodes.Status400BadRequest, """{"reason":"BadDeviceToken"}""", true)]
    [InlineData("apns", StatusCodes.Status400BadRequest, """{"reason":"BadTopic"}""", false)]
    [InlineData("apns", StatusCodes.Status403Forbidden, """{"reason":"ExpiredProviderToken"}""", false)]
    [InlineData("apns", StatusCodes.Status503ServiceUnavailable, "{}", false)]
    public async Task Device_IsForgotten_WhenItIsTheDeviceThatIsGone(string kind, int status, string answer, bool forgotten)
    {
        await using var service = await AppPushService.StartAsync(kind == "fcm" ? HttpProtocols.Http1 : HttpProtocols.Http2);
        service.Answer = (status, answer);
        await using var host = await PortalHost.StartAsync(kind == "fcm" ? Fcm(service) : Apns(service));
        await RegisterAsync(await host.ClientAsync(PortalHost.Alice), kind, "token");
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        await Eventually.True(() => !service.Received.IsEmpty, "the notice", TimeSpan.FromSeconds(30));

        if (forgotten)
        {
            await Eventually.True(async () => await CountAsync(host) == 0, "the device to be forgotten", TimeSpan.FromSeconds(30));
        }
        else
        {
            await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
            await Eventually.True(() => service.Received.Count == 2, "the next notice", TimeSpan.FromSeconds(30));
            Assert.Equal(1, await CountAsync(host));
        }
    }

    [Fact]
    public async Task Devices_AreTheSubscribersOwn_AndGoWithTheKey()
    {
        await using var service = await AppPushService.StartAsync(HttpProtocols.Http1);
        await using var host = await PortalHost.StartAsync(Fcm(service));
        var keys = host.Services.GetRequiredService<ApiKeys>();
        var (row, key) = await keys.CreateAsync(PortalHost.Tenant, PortalHost.Alice, "app", Cancel);
        var alice = host.ClientWith(key);
        var id = await RegisterAsync(alice, "fcm", "token");
        Assert.Equal("fcm", (await alice.JsonAsync("/api/v1/devices")).GetProperty("items")[0].GetProperty("kind").GetString());
        var bob = await host.ClientAsync(PortalHost.Bob);
        Assert.Equal(0, (await bob.JsonAsync("/api/v1/devices")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await bob.DeleteAsync($"/api/v1/devices/{id}", Cancel)).StatusCode);
        foreach (var (client, body) in new[]
        {
            (alice, """{"kind":"apns","token":"x"}"""), (alice, """{"kind":"web","token":"x"}"""), (alice, """{"kind":"fcm","token":"a b"}"""),
            (alice, """{"kind":"fcm","token":"x","language":"fr"}"""), (await host.ClientAsync(), """{"kind":"fcm","token":"x"}"""),
        })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var refused = await client.PostAsync("/api/v1/devices", content, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await keys.RevokeAsync(row.Id, PortalHost.Tenant, Cancel);
        Assert.Equal(0, await CountAsync(host));
    }

    private static async Task<Guid> RegisterAsync(HttpClient app, string kind, string token, bool title = false)
    {
        using var response = await app.PostAsJsonAsync("/api/v1/devices", new { kind, token, language = "ko", shows_title = title }, Cancel);
        return (await response.JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    private static async Task<int> CountAsync(PortalHost host)
    {
        var count = 0;
        await host.WithDatabaseAsync(async database => count = await database.PushDevices.CountAsync(Cancel));
        return count;
    }

    private static JsonElement Claims(string token, Func<byte[], byte[], bool> verify)
    {
        var parts = token.Split('.');
        Assert.True(verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
        return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
    }

    private Dictionary<string, string?> Fcm(AppPushService service)
    {
        var file = _keys["account.json"];
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            project_id = "calls-1",
            client_email = "robot@calls-1.example",
            private_key = _google.ExportPkcs8PrivateKeyPem(),
            token_uri = new Uri(service.Address, "/token"),
        }));
        return new()
        {
            ["CallSummary:Portal:Push:Fcm:ServiceAccountFile"] = file,
            ["CallSummary:Portal:Push:Fcm:Endpoint"] = service.Address.ToString(),
        };
    }

    private Dictionary<string, string?> Apns(AppPushService service)
    {
        var file = _keys["key.p8"];
        File.WriteAllText(file, _apple.ExportPkcs8PrivateKeyPem());
        return new()
        {
            ["CallSummary:Portal:Push:Apns:KeyFile"] = file,
            ["CallSummary:Portal:Push:Apns:KeyId"] = "KEY0000001",
            ["CallSummary:Portal:Push:Apns:TeamId"] = "TEAM000001",
            ["CallSummary:Portal:Push:Apns:Topic"] = "org.example.calls",
            ["CallSummary:Portal:Push:Apns:Endpoint"] = service.Address.ToString(),
        };
    }
}
