using System.Net;
using CallSummary.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Signing in by an identity provider: a real one, over HTTP.</summary>
public sealed class OpenIdTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscriber_ComesBackToWhatWasAskedFor_AndSeesOwnCallsAlone()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var host = await PortalHost.StartAsync(Settings(provider));
        provider.Claims = new() { ["phone_number"] = [PortalHost.Alice], ["name"] = ["Alice"] };
        var (mine, bobs) = (await host.AddCallAsync(), await host.AddCallAsync(PortalHost.Bob));
        using var browser = Browser(host);

        using var page = await FollowAsync(browser, $"/app/calls/{mine.Id}");
        Assert.Contains(mine.Id.ToString("N"), await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var foreign = await browser.GetAsync($"/app/calls/{bobs.Id}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var console = await browser.GetAsync("/console", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, console.StatusCode);
    }

    [Fact]
    public async Task Roles_AreThoseThatTheConfigurationKnows()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var host = await PortalHost.StartAsync(Settings(provider));
        provider.Claims = new() { ["roles"] = ["call-support", "domain-admins"], ["name"] = ["Park Jiwon"], ["phone_number"] = [PortalHost.Alice] };
        using var browser = Browser(host);

        using var page = await FollowAsync(browser, "/console");
        Assert.Contains("Park Jiwon", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        foreach (var path in new[] { "/console/administration", "/console/operations", "/app" })
        {
            using var forbidden = await browser.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }
    }

    [Fact]
    public async Task Person_ToWhomTheConsoleGaveRoles_HasThem_FromTheNextSignInOn()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var host = await PortalHost.StartAsync(Settings(provider));
        var administrator = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Administration);
        var theirs = await host.BrowserAsync(null, "another-tenant", ConsoleRoles.Administration);
        await theirs.SubmitAsync("/console/administration/people", ("subject", "jiwon@carrier.example"), ("roles", "operations"));
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.SubmitAsync("/console/administration/people", ("subject", " Jiwon@Carrier.example "), ("roles", "support"), ("roles", "tenants"))).Status);
        foreach (var (subject, role) in new[] { ("", "support"), ("two words", "support"), (new string('x', 201), "support"), ("x@y.example", "root"), ("x@y.example", "tenants") })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await administrator.SubmitAsync("/console/administration/people", ("subject", subject), ("roles", role))).Status);
        }

        // Not by an address that the provider has not verified, and not by a subject that looks like one.
        foreach (var (claims, status) in new (Dictionary<string, string[]>, HttpStatusCode)[]
        {
            (new() { ["email"] = ["jiwon@carrier.example"] }, HttpStatusCode.Forbidden),
            (new() { ["email"] = ["jiwon@carrier.example"], ["email_verified"] = ["false"] }, HttpStatusCode.Forbidden),
            (new() { ["email"] = ["JIWON@carrier.example"], ["email_verified"] = ["true"], ["name"] = ["Park Jiwon"] }, HttpStatusCode.OK),
        })
        {
            provider.Claims = claims;
            using var browser = Browser(host);
            using var page = await FollowAsync(browser, "/console");
            Assert.Equal(status, page.StatusCode);
            using var operations = await browser.GetAsync("/console/operations", Cancel);
            Assert.NotEqual(HttpStatusCode.OK, operations.StatusCode);
        }

        await host.WithDatabaseAsync(async database =>
        {
            var given = await database.PersonRoles.SingleAsync(p => p.TenantId == PortalHost.Tenant, Cancel);
            Assert.Equal(("jiwon@carrier.example", "support"), (given.Subject, given.Roles));
            Assert.Equal("jiwon@carrier.example:  → support", (await database.AuditLog.SingleAsync(a => a.Action == "person.roles" && a.TenantId == PortalHost.Tenant, Cancel)).Target);
            var id = given.Id;
            Assert.Equal(HttpStatusCode.NotFound, (await theirs.SubmitAsync($"/console/administration/people/{id}/remove")).Status);
            Assert.Equal(HttpStatusCode.SeeOther, (await administrator.SubmitAsync($"/console/administration/people/{id}/remove")).Status);
        });
        using var again = Browser(host);
        using var refused = await FollowAsync(again, "/console");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("roles", "domain-admins")]
    [InlineData("name", "Nobody")]
    public async Task Person_WithoutRoleAndNumber_GetsNoSession(string claim, string value)
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var host = await PortalHost.StartAsync(Settings(provider));
        provider.Claims = new() { [claim] = [value] };
        using var browser = Browser(host);

        using var page = await FollowAsync(browser, "/app");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        using var again = await browser.GetAsync("/app", Cancel);
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
    }

    [Fact]
    public async Task Answer_ThatNobodyAskedFor_IsRefused()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var host = await PortalHost.StartAsync(Settings(provider));
        using var browser = Browser(host);
        using var forged = await browser.GetAsync("/signin-oidc?code=stolen&state=forged", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    private static Dictionary<string, string?> Settings(IdentityProvider provider) => new()
    {
        ["CallSummary:Portal:SignIn:OpenId:Authority"] = provider.Issuer,
        ["CallSummary:Portal:SignIn:OpenId:ClientId"] = IdentityProvider.ClientId,
        ["CallSummary:Portal:SignIn:OpenId:ClientSecret"] = IdentityProvider.ClientSecret,
        ["CallSummary:Portal:SignIn:OpenId:AllowHttp"] = "true",
        ["CallSummary:Portal:SignIn:OpenId:Tenant"] = PortalHost.Tenant,
        ["CallSummary:Portal:SignIn:OpenId:Roles:call-support"] = "support",
    };

    private static HttpClient Browser(PortalHost host)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    // As a browser does: every redirect, and on the sign-in page the one button.
    private static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, string path)
    {
        var address = new Uri(browser.BaseAddress!, path);
        for (var step = 0; step < 10; step++)
        {
            var response = await browser.GetAsync(address, Cancel);
            if (response.Headers.Location is { } location)
            {
                response.Dispose();
                address = new Uri(address, location);
            }
            else if (address.AbsolutePath == "/signin")
            {
                response.Dispose();
                address = new Uri(address, "/signin/external" + address.Query);
            }
            else
            {
                return response;
            }
        }

        throw new InvalidOperationException("The way in has no end.");
    }
}
