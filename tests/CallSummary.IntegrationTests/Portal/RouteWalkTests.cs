using System.Net;
using System.Text.RegularExpressions;
using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Walks every route with every kind of reader: nobody gets an answer that <see cref="RouteTable"/> does not grant, or a word of somebody's call.</summary>
public sealed partial class RouteWalkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_AreAllInTheTable()
    {
        await using var host = await PortalHost.StartAsync();
        var routes = Routes(host).ToList();
        Assert.Empty(routes.Except(RouteTable.Entries.Keys));
        Assert.Empty(RouteTable.Entries.Keys.Except(routes));
    }

    [Fact]
    public async Task Readers_GetNothingThatIsNotTheirs()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:RequestBurst"] = "100000", ["CallSummary:Portal:RequestsPerSecond"] = "100000" });
        var call = await host.AddCallAsync();
        await host.WithDatabaseAsync(database => Task.FromResult(database.Trunks.Add(ConsoleScene.Trunk("walked", call.Id, "third-tenant"))));
        var readers = new (string Name, Audience Is, HttpClient Client)[]
        {
            ("anonymous", Audience.None, host.Browser()),
            ("an old cookie", Audience.None, await SignedOutAsync(host)),
            ("an expired session", Audience.None, await ExpiredAsync(host)),
            ("Bob", Audience.Subscriber, await host.BrowserAsync(PortalHost.Bob)),
            ("the other party", Audience.Subscriber, await host.BrowserAsync(PortalHost.Stranger)),
            ("Alice of another tenant", Audience.Subscriber, await host.BrowserAsync(PortalHost.Alice, "another-tenant")),
            ("support of another tenant", Audience.None, await host.BrowserAsync(null, "another-tenant", [.. ConsoleRoles.All])),
            ("no role", Audience.None, await host.BrowserAsync(null, PortalHost.Tenant)),
            ("support", Audience.Support, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support)),
            ("audio without support", Audience.None, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Audio)),
            ("operations", Audience.Operations, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Operations)),
            ("administration", Audience.Administration, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Administration)),
            ("who makes tenants", Audience.Tenants, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Tenants)),
            ("Bob's key", Audience.Key, await host.ClientAsync(PortalHost.Bob)),
            ("a key of another tenant", Audience.Key | Audience.TenantKey, await host.ClientAsync(tenant: "another-tenant")),
        };

        foreach (var (name, audience, client) in readers)
        {
            foreach (var (route, allowed) in RouteTable.Entries.Where(r => r.Value != Audience.Everybody && !r.Key.EndsWith("/events", StringComparison.Ordinal)))
            {
                using var request = Request(route, call);
                using var response = await client.SendAsync(request, Cancel);
                var body = await response.Content.ReadAsStringAsync(Cancel);
                Assert.True(response.Headers.CacheControl is { NoStore: true }, $"A cache may keep what {name} got from {route}");
                Assert.False(
                    body.Contains(call.Id.ToString("N"), StringComparison.Ordinal) || body.Contains("view of", StringComparison.Ordinal),
                    $"{name} read a word of Alice's call from {route}");
                if ((allowed & audience) == Audience.None && name != "support of another tenant")
                {
                    Assert.True(IsRefusal(response), $"{name} got {(int)response.StatusCode} from {route}");
                }
            }
        }

        // And nothing of it was changed.
        await host.WithDatabaseAsync(async database => Assert.Equal("192.0.2.9", (await database.Trunks.SingleAsync(t => t.Id == call.Id, Cancel)).Peers));
        var alice = await host.BrowserAsync(PortalHost.Alice);
        Assert.Contains(call.Id.ToString("N"), await alice.GetStringAsync($"/app/calls/{call.Id}", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_GetWhatIsTheirs()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var readers = new (Audience Is, HttpClient Client)[]
        {
            (Audience.Subscriber | Audience.Owner, await host.BrowserAsync(PortalHost.Alice)),
            (Audience.Support, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support)),
            (Audience.Operations, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Operations)),
            (Audience.Administration, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Administration)),
            (Audience.Tenants, await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Tenants)),
        };

        // What the routes' one id stands for: the call, opened by support, and a trunk.
        using var opened = await readers[1].Client.PostAsync(
            $"/console/calls/{call.Id}/access", new FormUrlEncodedContent(new Dictionary<string, string> { ["reason"] = "The walk", ["ticket"] = "T-1" }), Cancel);
        await host.WithDatabaseAsync(database => Task.FromResult(database.Trunks.Add(ConsoleScene.Trunk("walked", call.Id))));
        foreach (var (audience, client) in readers)
        {
            foreach (var (route, allowed) in RouteTable.Entries.Where(r => (r.Value & audience) != 0 && r.Key.StartsWith("GET", StringComparison.Ordinal)))
            {
                if (route.Contains("calendar", StringComparison.Ordinal))
                {
                    continue; // The sample call has no appointment.
                }

                using var response = await client.SendAsync(Request(route, call), HttpCompletionOption.ResponseHeadersRead, Cancel);
                Assert.True(response.IsSuccessStatusCode, $"{audience} got {(int)response.StatusCode} from {route} ({allowed})");
                Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            }
        }
    }

    [Fact]
    public async Task Form_FromAnotherSite_ChangesNothing()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var alice = await host.BrowserAsync(PortalHost.Alice);
        foreach (var site in new[] { "cross-site", "same-site", "none" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/app/calls/{call.Id}/delete");
            alice.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
            request.Headers.Add("Sec-Fetch-Site", site);
            using var response = await alice.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/app/calls/{call.Id}/delete");
        foreign.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.SendAsync(foreign, Cancel)).StatusCode);
        using var bare = new HttpRequestMessage(HttpMethod.Post, $"/app/calls/{call.Id}/delete");
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.SendAsync(bare, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync($"/app/calls/{call.Id}", Cancel)).StatusCode);
    }

    private static async Task<HttpClient> SignedOutAsync(PortalHost host)
    {
        // The cookie is used on after the session has ended.
        var token = await host.Services.GetRequiredService<SignInLinks>().CreateAsync(PortalHost.Tenant, PortalHost.Alice, PortalHost.Alice, [], TimeSpan.FromMinutes(5), Cancel);
        var browser = host.Browser();
        using var signedIn = await browser.PostAsync($"/signin/{token}", new FormUrlEncodedContent([]), Cancel);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("callsummary=", StringComparison.Ordinal)).Split(';')[0];
        using var signedOut = await browser.PostAsync("/signout", null, Cancel);
        var old = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        old.DefaultRequestHeaders.Add("Cookie", cookie);
        old.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        old.DefaultRequestHeaders.Add("Accept", "text/html");
        return old;
    }

    private static async Task<HttpClient> ExpiredAsync(PortalHost host)
    {
        var alice = await host.BrowserAsync(PortalHost.Alice);
        await host.WithDatabaseAsync(database => database.Sessions.Where(s => s.SubscriberNumber == PortalHost.Alice)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, DateTimeOffset.UnixEpoch), Cancel));
        return alice;
    }

    private static bool IsRefusal(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => true,
        HttpStatusCode.Found => response.Headers.Location?.ToString().StartsWith("/signin?", StringComparison.Ordinal) == true,
        _ => false,
    };

    private static HttpRequestMessage Request(string route, Call call)
    {
        var (method, pattern) = (route.Split(' ')[0], route.Split(' ')[1]);
        var path = pattern
            .Replace("{id:guid}", call.Id.ToString(), StringComparison.Ordinal)
            .Replace("{part}", "summary", StringComparison.Ordinal)
            .Replace("{index:int}", "0", StringComparison.Ordinal);
        path = Parameter().Replace(path, Guid.CreateVersion7().ToString());
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = path.StartsWith("/api", StringComparison.Ordinal)
                ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([]);
        }

        return request;
    }

    private static IEnumerable<string> Routes(PortalHost host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method =>
            $"{method} {"/" + endpoint.RoutePattern.RawText!.Trim('/')}"))
        .Distinct();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
