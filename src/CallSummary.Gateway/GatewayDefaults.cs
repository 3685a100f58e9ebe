using CallSummary.Contracts;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway;

/// <summary>Fills in what a fresh installation leaves out: enough to dial 1000 from this machine, and nothing from elsewhere.</summary>
internal sealed class GatewayDefaults : IPostConfigureOptions<GatewayOptions>
{
    public const string Tenant = "development";

    public const string MemoNumber = "1000";

    public void PostConfigure(string? name, GatewayOptions options)
    {
        if (options.Tenants.Count == 0)
        {
            options.Tenants.Add(new TenantOptions { Id = Tenant, Subscribers = { "*" } });
        }

        if (options.Trunks.Count == 0)
        {
            options.Trunks.Add(new TrunkOptions { Name = Tenant, Tenant = options.Tenants[0].Id, Peers = { "127.0.0.0/8", "::1" } });
        }

        if (options.Routes.Count == 0)
        {
            options.Routes.Add(new RouteOptions { Number = MemoNumber, Action = RouteAction.Answer, Subscribers = { Leg.Caller } });
        }

        if (options.Instance.Length == 0)
        {
            var listener = options.SipUdp.Length > 0 ? options.SipUdp : options.SipTcp;
            options.Instance = $"{Environment.MachineName}:{listener[(listener.LastIndexOf(':') + 1)..]}";
        }
    }
}
