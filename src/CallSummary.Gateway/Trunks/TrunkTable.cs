using CallSummary.Gateway.Routing;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Trunks;

/// <summary>Who may call, how they prove it, and where their calls go: one state of the settings.</summary>
internal sealed class TrunkTable
{
    public TrunkTable(IOptions<GatewayOptions> options, TimeProvider time)
    {
        Trunks = new TrunkDirectory(options);
        Routes = new RouteTable(options, Trunks);
        Digests = new TrunkDigests(Trunks, time);
    }

    public TrunkDirectory Trunks { get; }

    public RouteTable Routes { get; }

    public TrunkDigests Digests { get; }
}
