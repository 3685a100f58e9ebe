using System.Net;
using System.Text.RegularExpressions;
using CallSummary.Portal.SignIn;
using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>The console's administration over HTTP: what changes, who may, and what the log says of it.</summary>
public sealed class AdministrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trunk_IsCheckedSavedAndAnnounced_AndItsPasswordNeverComesBack()
    {
        await using var host = await PortalHost.StartAsync();
        await host.WithDatabaseAsync(database => Task.FromResult(database.Trunks.Add(ConsoleScene.Trunk("theirs", tenant: "another-tenant", peers: "198.51.100.0/24"))));
        var admin = await AdministratorAsync(host);
        var refused = await admin.SubmitAsync("/console/administration/trunks", ("name", "Capital"), ("peers", "here\n198.51.100.7\n0.0.0.0/0"), ("hops", "sip:user@10.0.0.1"), ("consent", "NoticeRequired"), ("srtp", "Allow"), ("calls", "many"), ("username", "u"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        foreach (var problem in new[] { "small letters", "\"here\"", "another tenant", "wider than", "no SIP URI", "go together", "whole numbers" })
        {
            Assert.Contains(problem, WebUtility.HtmlDecode(refused.Body), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await admin.SubmitAsync("/console/administration/trunks", ("name", "theirs"), ("peers", "192.0.2.1"), ("consent", "NoticeRequired"), ("srtp", "Allow"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync("/console/administration/trunks", ("name", "sbc-2"), ("enabled", "true"), ("peers", "192.0.2.0/28\r\n2001:db8::7"), ("consent", "AlreadyAnnounced"), ("srtp", "Require"), ("username", "sbc"), ("password", "s3cret-word"), ("calls", "30"))).Status);
        var passwords = host.Services.GetRequiredService<TrunkPasswords>();
        StoredTrunk? trunk = null;
        await host.WithDatabaseAsync(async database => trunk = await database.Trunks.AsNoTracking().SingleAsync(t => t.Name == "sbc-2", Cancel));
        Assert.Equal(("192.0.2.0/28\n2001:db8::7", "s3cret-word", 30, PortalHost.Tenant), (trunk!.Peers, passwords.Reveal(trunk.Id, trunk.Password), trunk.MaxCalls, trunk.TenantId));

        // Changed without typing the password again: it stays, and no page shows it.
        var page = await admin.GetStringAsync($"/console/administration/trunks/{trunk.Id}", Cancel);
        Assert.DoesNotContain("s3cret-word", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync($"/console/administration/trunks/{trunk.Id}", ("peers", "192.0.2.1"), ("consent", "AlreadyAnnounced"), ("srtp", "Require"), ("username", "sbc"), ("calls", "40"))).Status);
        await host.WithDatabaseAsync(async database =>
        {
            var changed = await database.Trunks.AsNoTracking().SingleAsync(t => t.Id == trunk.Id, Cancel);
            Assert.Equal(("192.0.2.1", "s3cret-word", 40, false), (changed.Peers, passwords.Reveal(trunk.Id, changed.Password), changed.MaxCalls, changed.IsEnabled));
            var log = await database.AuditLog.Where(a => a.Action.StartsWith("trunk.")).OrderBy(a => a.Id).ToListAsync(Cancel);
            Assert.Equal(["trunk.created", "trunk.changed"], log.Select(a => a.Action));
            Assert.Contains("MaxCalls 30 → 40", log[1].Target, StringComparison.Ordinal);
            Assert.DoesNotContain(log, a => a.Target!.Contains("s3cret", StringComparison.Ordinal));
            Assert.NotEqual(Guid.Empty, (await database.TenantProfiles.SingleAsync(t => t.TenantId == PortalHost.Tenant, Cancel)).Version);
        });

        // Another tenant's trunk is nothing that could be opened, changed or removed.
        var theirs = await AdministratorAsync(host, "another-tenant");
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.GetAsync($"/console/administration/trunks/{trunk.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.SubmitAsync($"/console/administration/trunks/{trunk.Id}/remove")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync($"/console/administration/trunks/{trunk.Id}/remove")).Status);
    }

    [Fact]
    public async Task NumbersFile_WithAnError_ChangesNothing_AndOneWithoutIsTakenWhole()
    {
        await using var host = await PortalHost.StartAsync();
        var admin = await AdministratorAsync(host);
        var bad = await admin.ImportAsync("first,last,note\n+821012340000,+821012349999,Seoul\n+8210,12,x\nhello\n+821012340500,,inside\n", false);
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Contains("Line 3:", bad.Body, StringComparison.Ordinal);
        Assert.Contains("Line 4:", bad.Body, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));
        var overlapping = await admin.ImportAsync("+821012340000,+821012349999\n1000\n+821012340500", false);
        Assert.Contains("Line 3:", overlapping.Body, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));

        Assert.Equal(HttpStatusCode.OK, (await admin.ImportAsync("\uFEFFfirst;last;note\r\n+82 10-1234-0000;+82 10-1234-9999;\"Seoul; north\"\r\n1000;;=1+1\r\n", false)).Status);
        Assert.Equal(2, await CountAsync(host));
        Assert.Contains("already", (await admin.ImportAsync("+821012345678", false)).Body, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(host));
        var csv = await admin.GetStringAsync("/console/administration/numbers/export.csv", Cancel);
        Assert.Contains("+821012340000,+821012349999,\"Seoul; north\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=1+1\"", csv, StringComparison.Ordinal);
        Assert.Contains("821012340000", await admin.GetStringAsync("/console/administration/numbers?q=%2B821012345678", Cancel), StringComparison.Ordinal);

        // Another tenant sees none of them; replacing replaces.
        Assert.DoesNotContain("821012340000", await (await AdministratorAsync(host, "another-tenant")).GetStringAsync("/console/administration/numbers", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.ImportAsync("+821099990000", true)).Status);
        Assert.Equal(1, await CountAsync(host));
        await host.WithDatabaseAsync(async database => Assert.Equal(
            ["numbers.added", "numbers.exported", "numbers.replaced"], await database.AuditLog.Where(a => a.Action.StartsWith("numbers.")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task Tenants_AreMadeByWhoMayOnly_AndGetTheirFirstAdministrator()
    {
        await using var host = await PortalHost.StartAsync();
        var operations = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Tenants);
        var made = await operations.SubmitAsync("/console/tenants", ("id", "new-carrier"), ("name", "New Carrier"), ("zone", "Europe/London"), ("notice", "en"), ("language", ""));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var link = Regex.Match(made.Body, "/signin/[A-Za-z0-9_-]+").Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await operations.SubmitAsync("/console/tenants", ("id", "new-carrier"), ("name", "Again"), ("zone", "Europe/London"), ("notice", "en"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await operations.SubmitAsync("/console/tenants", ("id", "other"), ("name", "Other"), ("zone", "Nowhere"), ("notice", "en"))).Status);

        var first = host.Browser();
        using var signedIn = await first.PostAsync(link, new FormUrlEncodedContent([]), Cancel);
        Assert.Contains("new-carrier", await first.GetStringAsync("/console/administration/tenant", Cancel), StringComparison.Ordinal);

        // An administrator gives no role that is not his to give.
        Assert.Equal(HttpStatusCode.BadRequest, (await first.SubmitAsync("/console/administration/links", ("name", "Me"), ("roles", "tenants"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync("/console/tenants", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Roles_ChangeFromTheNextRequestOn_AndTakeOpenCallsWithThem()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var admin = await AdministratorAsync(host);
        var agent = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support);
        Assert.Equal(HttpStatusCode.SeeOther, (await agent.SubmitAsync($"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"))).Status);
        Guid session = default, own = default;
        await host.WithDatabaseAsync(async database =>
        {
            session = await database.Sessions.Where(s => s.Roles == "support").Select(s => s.Id).SingleAsync(Cancel);
            own = await database.Sessions.Where(s => s.Roles == "administration").Select(s => s.Id).SingleAsync(Cancel);
        });

        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync($"/console/administration/sessions/{session}/roles", ("roles", "operations"), ("roles", "tenants"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/console/calls/{call.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/console/operations", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SubmitAsync($"/console/administration/sessions/{own}/roles", ("roles", "support"))).Status);
        await host.WithDatabaseAsync(async database =>
        {
            Assert.Equal("operations", (await database.Sessions.SingleAsync(s => s.Id == session, Cancel)).Roles);
            Assert.False(await database.AccessGrants.AnyAsync(Cancel));
            Assert.Equal("Agent Kim: support → operations", (await database.AuditLog.SingleAsync(a => a.Action == "roles.changed", Cancel)).Target);
        });
    }

    [Fact]
    public async Task Webhook_OfTheConsole_ShowsItsSecretOnce_AndABadAddressSaysWhy()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Webhooks:AllowPrivateAddresses"] = "false", ["CallSummary:Portal:Webhooks:AllowHttp"] = "false" });
        var admin = await AdministratorAsync(host);
        var refused = await admin.SubmitAsync("/console/administration/webhooks", ("url", "http://127.0.0.1/hook"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("not registered", refused.Body, StringComparison.Ordinal);

        var made = await admin.SubmitAsync("/console/administration/webhooks", ("url", "https://9.9.9.9/hook"), ("events", "summary.ready"));
        var secret = Regex.Match(made.Body, "whsec_[A-Za-z0-9_-]+").Value;
        await host.WithDatabaseAsync(async database =>
        {
            var webhook = await database.Webhooks.SingleAsync(Cancel);
            Assert.Equal((secret, "summary.ready", PortalHost.Tenant), (host.Services.GetRequiredService<StoredSecret>().Reveal(webhook.Secret), webhook.EventTypes, webhook.TenantId));
            Assert.DoesNotContain(secret, webhook.Secret, StringComparison.Ordinal);
            Assert.Equal("9.9.9.9", (await database.AuditLog.SingleAsync(a => a.Action == "webhook.created", Cancel)).Target);
        });
        Assert.DoesNotContain("whsec_", await admin.GetStringAsync("/console/administration", Cancel), StringComparison.Ordinal);
    }

    private static Task<HttpClient> AdministratorAsync(PortalHost host, string tenant = PortalHost.Tenant) => host.BrowserAsync(null, tenant, ConsoleRoles.Administration);

    private static async Task<int> CountAsync(PortalHost host)
    {
        var count = 0;
        await host.WithDatabaseAsync(async database => count = await database.SubscriberRanges.CountAsync(Cancel));
        return count;
    }
}
