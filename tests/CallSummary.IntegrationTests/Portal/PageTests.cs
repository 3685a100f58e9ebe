using System.Net;
using System.Text.RegularExpressions;
using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Pages as a browser's first request gets them, and the promises that need no browser to be seen.</summary>
public sealed partial class PageTests
{
    private const int FirstPageBytes = 100 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstPage_WithAllThatItNeeds_IsSmall()
    {
        await using var host = await PortalHost.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            await host.AddCallAsync();
        }

        var alice = await host.BrowserAsync(PortalHost.Alice);
        var page = await alice.GetStringAsync("/app", Cancel);
        var addresses = Assets().Matches(page).Select(m => m.Value).Concat(["/app"]).Distinct().ToList();
        Assert.Contains(addresses, a => a.EndsWith("app.js", StringComparison.Ordinal));
        var version = addresses.First(a => a.EndsWith("app.js", StringComparison.Ordinal))[..^"app.js".Length];
        addresses.AddRange(new[] { "common.js", "live.js", "player.js", "push.js" }.Select(module => version + module));

        var bytes = 0;
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.AcceptEncoding.ParseAdd("br, gzip");
            using var response = await alice.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            bytes += (await response.Content.ReadAsByteArrayAsync(Cancel)).Length;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes in {addresses.Count} answers");
        Assert.True(bytes <= FirstPageBytes, $"The first page needs {bytes} bytes.");
    }

    [Theory]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.8", "ko")]
    [InlineData("en-US,en;q=0.9,ko;q=0.8", "en")]
    [InlineData("fr, ko;q=0.5, en;q=0.1", "ko")]
    [InlineData("fr", "en")]
    [InlineData(";;;", "en")]
    public async Task Language_IsTheBrowsersFirstOfOurs(string wanted, string expected)
    {
        await using var host = await PortalHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin");
        request.Headers.TryAddWithoutValidation("Accept-Language", wanted);
        using var response = await host.Browser().SendAsync(request, Cancel);
        Assert.Contains($"<html lang=\"{expected}\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_SignsInOnce_ByItsButtonAlone()
    {
        await using var host = await PortalHost.StartAsync();
        var token = await host.Services.GetRequiredService<SignInLinks>().CreateAsync(PortalHost.Tenant, PortalHost.Alice, PortalHost.Alice, [], TimeSpan.FromMinutes(5), Cancel);

        // What follows links, a mail scanner or a preview, uses nothing up.
        using var looked = await host.Browser().GetAsync($"/signin/{token}", Cancel);
        Assert.False(looked.Headers.Contains("Set-Cookie"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Browser().PostAsync($"/signin/{token}", new FormUrlEncodedContent([]), Cancel)));
        var signedIn = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.SeeOther);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        await host.WithDatabaseAsync(async database =>
        {
            // Neither the link nor the cookie can be read out of the database.
            Assert.Empty(await database.SignInLinks.ToListAsync(Cancel));
            var session = await database.Sessions.SingleAsync(Cancel);
            Assert.DoesNotContain(session.TokenSha256, cookie, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Links_ThatExpired_AndSessions_ThatDid_OpenNothing()
    {
        await using var host = await PortalHost.StartAsync();
        var links = host.Services.GetRequiredService<SignInLinks>();
        var old = await links.CreateAsync(PortalHost.Tenant, PortalHost.Alice, PortalHost.Alice, [], TimeSpan.FromSeconds(-1), Cancel);
        using var refused = await host.Browser().PostAsync($"/signin/{old}", new FormUrlEncodedContent([]), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        var alice = await host.BrowserAsync(PortalHost.Alice);
        await host.WithDatabaseAsync(database => database.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, DateTimeOffset.UnixEpoch), Cancel));
        using var page = await alice.GetAsync("/app", Cancel);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }

    [Fact]
    public async Task PublicUrl_OverHttps_MakesCookiesSecure()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:SignIn:PublicUrl"] = "https://calls.example.org" });
        var token = await host.Services.GetRequiredService<SignInLinks>().CreateAsync(PortalHost.Tenant, PortalHost.Alice, PortalHost.Alice, [], TimeSpan.FromMinutes(5), Cancel);
        using var response = await host.Browser().PostAsync($"/signin/{token}", new FormUrlEncodedContent([]), Cancel);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-callsummary=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("/assets/[0-9a-f]+/(design.css|pages.css|app.js|icon.svg)")]
    private static partial Regex Assets();
}
