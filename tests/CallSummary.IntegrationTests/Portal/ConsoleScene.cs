using System.Net;
using System.Text;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using CallSummary.Storage.Administration;
using CallSummary.Storage.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What the console has to show beside calls.</summary>
internal static class ConsoleScene
{
    public static StoredTrunk Trunk(string name, Guid? id = null, string tenant = PortalHost.Tenant, string peers = "192.0.2.9") => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        TenantId = tenant,
        Name = name,
        Peers = peers,
        ChangedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The SIP messages of a call that the next hop refused; <paramref name="peer"/> is its name.</summary>
    public static CallTrace Trace(Guid callId, string peer, bool answered = false, CallTermination termination = CallTermination.CalleeUnreachable) => new()
    {
        CallId = callId,
        TenantId = PortalHost.Tenant,
        At = TimeProvider.System.GetUtcNow(),
        Trunk = "sbc-1",
        Answered = answered,
        Termination = termination,
        EntriesJson = JsonSerializer.Serialize<SipTraceEntry[]>(
        [
            new() { At = TimeSpan.Zero, Peer = "sbc-1", IsSent = false, Method = "INVITE", Transport = "udp" },
            new() { At = TimeSpan.FromMilliseconds(3), Peer = peer, IsSent = true, Method = "INVITE", Transport = "tcp" },
            new() { At = TimeSpan.FromMilliseconds(21), Peer = peer, IsSent = false, Method = "INVITE", Status = 404, Transport = "tcp" },
            new() { At = TimeSpan.FromMilliseconds(22), Peer = peer, IsSent = true, Method = "ACK", Transport = "tcp" },
            new() { At = TimeSpan.FromMilliseconds(24), Peer = "sbc-1", IsSent = true, Method = "INVITE", Status = 404, Transport = "udp" },
        ]),
        Omitted = 0,
    };

    /// <summary>A gateway tells of a trunk of the tenant, and of one of another.</summary>
    public static void Hear(PortalHost host, TrunkStatus trunk) => host.Services.GetRequiredService<GatewayStates>().Hear(new GatewayStatus
    {
        Instance = "gw-1",
        At = TimeProvider.System.GetUtcNow(),
        Calls = 1,
        MaxCalls = 100,
        IsDraining = false,
        Trunks = [trunk, Status("not-yours", "another-tenant")],
        Listeners = ["udp 192.0.2.1:5060"],
        Routes = [.. new[] { trunk.Name, "not-yours" }.Select(name => new RouteStatus { Number = $"+8215880000 of {name}", Trunk = name, Action = "Bridge", Target = "192.0.2.20" })],
    });

    public static TrunkStatus Status(string name, string tenant = PortalHost.Tenant, string? problem = null, string hop = "sip:10.0.0.20", bool isUp = true) => new()
    {
        Name = name,
        TenantId = tenant,
        IsFromConsole = true,
        Problem = problem,
        Calls = 1,
        MaxCalls = 30,
        Hops = [new HopStatus { Uri = hop, IsUp = isUp }],
        Refused = 2,
        LastRefusal = 503,
        LastRefusalReason = "too many calls a second",
        LastRefusalAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>Sends a form as a page of ours does.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> SubmitAsync(this HttpClient browser, string path, params (string Field, string Value)[] form)
    {
        using var response = await browser.PostAsync(path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Field, f.Value))), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a file of numbers.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> ImportAsync(this HttpClient browser, string csv, bool replace)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "numbers.csv" }, { new StringContent(replace ? "true" : ""), "replace" } };
        using var response = await browser.PostAsync("/console/administration/numbers", form, TestContext.Current.CancellationToken);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
