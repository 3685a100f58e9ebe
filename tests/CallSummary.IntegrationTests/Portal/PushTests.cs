using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Notices to browsers, against a push service that decrypts them.</summary>
public sealed partial class PushTests
{
    private static readonly Dictionary<string, string?> On = new()
    {
        ["CallSummary:Portal:Push:Enabled"] = "true",
        ["CallSummary:Portal:Push:Contact"] = "mailto:operator@example.org",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Summary_IsToldToItsSubscribersBrowserAlone_WithoutItsContent()
    {
        await using var service = await PushService.StartAsync();
        await using var host = await PortalHost.StartAsync(On);
        var bob = await host.BrowserAsync(PortalHost.Bob);
        await RegisterAsync(bob, service);
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync())); // Alice's.
        var call = await host.AddCallAsync(PortalHost.Bob);
        await host.PublishAsync(SampleCalls.SummarizedOf(call));

        await Eventually.True(() => !service.Received.IsEmpty, "the notice", TimeSpan.FromSeconds(30));
        var notice = Assert.Single(service.Received);
        var json = JsonDocument.Parse(notice.Text).RootElement;
        Assert.Equal($"/app/calls/{call.Id}", json.GetProperty("url").GetString());
        Assert.DoesNotContain("view of", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2222", notice.Text, StringComparison.Ordinal);
        Assert.Equal("aes128gcm", notice.Headers["Content-Encoding"]);
        Assert.True(int.Parse(notice.Headers["TTL"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        AssertSigned(notice.Authorization, "http://127.0.0.1", await PublicKeyAsync(bob));
    }

    [Fact]
    public async Task Title_IsShown_WhenTheSubscriberChoseIt()
    {
        await using var service = await PushService.StartAsync();
        await using var host = await PortalHost.StartAsync(On);
        await RegisterAsync(await host.BrowserAsync(PortalHost.Alice), service, title: true);
        var call = await host.AddCallAsync();
        await host.PublishAsync(SampleCalls.SummarizedOf(call));

        await Eventually.True(() => !service.Received.IsEmpty, "the notice", TimeSpan.FromSeconds(30));
        Assert.Equal(SampleCalls.TitleOf(call, Leg.Caller), JsonDocument.Parse(service.Received.First().Text).RootElement.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData(StatusCodes.Status410Gone, true)]
    [InlineData(StatusCodes.Status404NotFound, true)]
    [InlineData(StatusCodes.Status503ServiceUnavailable, false)]
    public async Task Device_IsForgotten_WhenItsServiceSaysThatItIsGone(int status, bool forgotten)
    {
        await using var service = await PushService.StartAsync();
        service.Status = status;
        await using var host = await PortalHost.StartAsync(On);
        await RegisterAsync(await host.BrowserAsync(PortalHost.Alice), service);
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        await Eventually.True(() => !service.Received.IsEmpty, "the notice", TimeSpan.FromSeconds(30));
        var second = SampleCalls.SummarizedOf(await host.AddCallAsync());

        await Eventually.True(async () => await CountAsync(host) == (forgotten ? 0 : 1), "the device to be kept or forgotten", TimeSpan.FromSeconds(30));
        await host.PublishAsync(second);
        if (!forgotten)
        {
            await Eventually.True(() => service.Received.Count == 2, "the next notice", TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task SigningOut_EndsTheNotices()
    {
        await using var service = await PushService.StartAsync();
        await using var host = await PortalHost.StartAsync(On);
        var alice = await host.BrowserAsync(PortalHost.Alice);
        await RegisterAsync(alice, service);
        using var signedOut = await alice.PostAsync("/signout", null, Cancel);
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task Session_ThatRanOut_EndsTheNotices_AndTheNextSignInForgetsTheDevice()
    {
        await using var service = await PushService.StartAsync();
        await using var host = await PortalHost.StartAsync(On);
        await RegisterAsync(await host.BrowserAsync(PortalHost.Alice), service);
        await host.WithDatabaseAsync(database => database.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, DateTimeOffset.UnixEpoch), Cancel));
        await using var bobs = await PushService.StartAsync();
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        await RegisterAsync(await host.BrowserAsync(PortalHost.Bob), bobs);
        Assert.Equal(1, await CountAsync(host));

        // Bob's notice comes after where Alice's would have been.
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync(PortalHost.Bob)));
        await Eventually.True(() => !bobs.Received.IsEmpty, "Bob's notice", TimeSpan.FromSeconds(30));
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x", null, null)]
    [InlineData("not a url", null, null)]
    [InlineData(null, "AAAA", null)]
    [InlineData(null, null, "AAAA")]
    public async Task Registration_ThatIsNone_IsRefused(string? endpoint, string? key, string? auth)
    {
        await using var service = await PushService.StartAsync();
        await using var host = await PortalHost.StartAsync(On);
        var alice = await host.BrowserAsync(PortalHost.Alice);
        using var response = await alice.PostAsync("/app/push", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["endpoint"] = endpoint ?? service.Endpoint,
            ["p256dh"] = key ?? service.P256dh,
            ["auth"] = auth ?? service.Auth,
        }), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task RegisterAsync(HttpClient browser, PushService service, bool title = false)
    {
        using var response = await browser.PostAsync("/app/push", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["endpoint"] = service.Endpoint,
            ["p256dh"] = service.P256dh,
            ["auth"] = service.Auth,
            ["title"] = title ? "true" : "",
        }), Cancel);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private static async Task<string> PublicKeyAsync(HttpClient browser) =>
        Key().Match(await browser.GetStringAsync("/app/settings", Cancel)).Groups[1].Value;

    private static async Task<int> CountAsync(PortalHost host)
    {
        var count = 0;
        await host.WithDatabaseAsync(async database => count = await database.PushDevices.CountAsync(Cancel));
        return count;
    }

    // The library leaves the port out of the audience; no browser's push service has one.
    // RFC 8292 section 3: a JWT for this push service, signed by the key that the browser subscribed with.
    private static void AssertSigned(string authorization, string audience, string publicKey)
    {
        var token = Token().Match(authorization).Groups[1].Value.Split('.');
        var point = Base64Url.DecodeFromChars(publicKey);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..65] } });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256));
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1])).RootElement;
        Assert.Equal(audience, claims.GetProperty("aud").GetString());
        Assert.Equal("mailto:operator@example.org", claims.GetProperty("sub").GetString());
    }

    [GeneratedRegex("data-key=\"([^\"]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex(@"t=([^,\s]+)")]
    private static partial Regex Token();
}
